import type { JudgePreview, JudgeRelease, NewJudge } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { printChanges } from '../judge-text.ts';
import { readJudgeFile } from '../read-judge-file.ts';
import { safeJson, safeText } from '../safe-text.ts';
import type { Terminal } from '../terminal.ts';

type Options = {
	readonly slug?: string;
	readonly from?: string;
	readonly dryRun?: boolean;
	readonly json?: boolean;
};

/** `judge create`: releases a judge version out of a file. */
export function addJudgeCreate(judge: Command, { terminal }: CliContext): void {
	judge
		.command('create')
		.description(
			'Releases a judge version: a new judge, or the next version of one. A definition that was released before makes no new version.',
		)
		.argument(
			'<file>',
			'JSON with "slug" or "from" and "definition"; prompts may be files beside it',
		)
		.option('--slug <slug>', 'the judge that it is a version of')
		.option('--from <name>', 'the version that supplies what the file leaves out')
		.option('--dry-run', 'show what would be released and how it differs; release nothing')
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples('judge create judge.json --dry-run', 'judge create judge.json --from gpt-4o@1'),
		)
		.action(async (path: string, options: Options, self: Command) => {
			const { judge: written, notes } = await readJudgeFile(path);
			for (const note of notes) terminal.error(safeText(note));
			const asked: NewJudge = { ...written, ...pickNames(options) };
			const { client } = await connect(self);
			const done = options.dryRun
				? await client.checkJudge(asked)
				: await client.createJudge(asked);
			for (const note of done.notes) terminal.error(`Note: ${safeText(note)}`);
			if (options.json) terminal.print(safeJson(done));
			else if ('changes' in done) printCheck(terminal, done);
			else terminal.print(describeRelease(done));
		});
}

function pickNames({ slug, from }: Options) {
	return { ...(slug === undefined ? {} : { slug }), ...(from === undefined ? {} : { from }) };
}

function printCheck(
	terminal: Terminal,
	{ name, hash, is_new: isNew, changes }: JudgePreview,
): void {
	const words = isNew ? 'would be released as' : 'was released before as';
	terminal.print(safeText(`The definition is valid and ${words} ${name} (${hash.slice(0, 12)}).`));
	if (changes) printChanges(terminal, changes);
}

function describeRelease({ name, hash, is_new: isNew }: JudgeRelease): string {
	return safeText(
		`${name} (${hash.slice(0, 12)}) ${isNew ? 'is released' : 'was released before; nothing has changed'}.`,
	);
}
