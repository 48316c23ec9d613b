import type { NewRedaction } from '@codejoust/contract/client';
import { REDACTABLE } from '@codejoust/contract/schemas/closed-lists';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { count } from '../format-numbers.ts';
import { safeJson } from '../safe-text.ts';

type Options = {
	readonly part: NewRedaction['parts'];
	readonly reason: string;
	readonly dryRun?: boolean;
	readonly json?: boolean;
};

/** `redact`: takes leaked or personal texts away. */
export function addRedact(program: Command, { terminal }: CliContext): void {
	program
		.command('redact')
		.summary('remove a leaked or personal text permanently')
		.description(
			'Removes texts of a battle, wherever they are stored. Hash, length, verdicts and the fact of redaction stay. This cannot be undone. Needs an operator’s key.',
		)
		.argument('<battle>', 'the number of a battle that shows the text')
		.addOption(
			new Option('--part <part...>', 'which of its texts')
				.choices([...REDACTABLE])
				.makeOptionMandatory(),
		)
		.requiredOption('--reason <sentence>', 'for the audit log; nothing of the text itself')
		.option('--dry-run', 'only say what would be removed, and where it is shown')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('redact 17 --part answer judge-words --reason "a phone number"'))
		.action(async (battle: string, { part, reason, dryRun, json }: Options, self: Command) => {
			const { client } = await connect(self);
			const done = await client.redact({
				battle,
				parts: part,
				reason,
				...(dryRun ? { dry_run: true } : {}),
			});
			if (json) terminal.print(safeJson(done));
			else {
				for (const { hash, characters } of done.redacted)
					terminal.print(
						`${dryRun ? 'would redact' : 'redacted'} ${hash} (${count(characters, 'character')})`,
					);
				terminal.print(
					`Shown in ${count(done.answers, 'answer')} and ${count(done.battles, 'battle')}.`,
				);
				if (done.already_redacted > 0)
					terminal.print(`${count(done.already_redacted, 'text')} had been redacted before.`);
			}
		});
}
