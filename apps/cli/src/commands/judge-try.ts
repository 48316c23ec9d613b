import type { NewTrial } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { printTrial } from '../judge-text.ts';
import { readBattleId } from '../option-values.ts';
import { readJudgeFile } from '../read-judge-file.ts';
import { safeJson } from '../safe-text.ts';

type Options = {
	readonly battle: string;
	readonly order: NonNullable<NewTrial['order']>;
	readonly file?: string;
	readonly json?: boolean;
};

/** `judge try`: one stored battle, to see what is sent, what comes back and what is read. */
export function addJudgeTry(judge: Command, { terminal }: CliContext): void {
	judge
		.command('try')
		.description(
			'Asks a judge about one stored battle and shows the request, the reply and the verdict that was read. You pay for the calls; nothing is stored.',
		)
		.argument('<name>', 'name@version')
		.requiredOption('--battle <id>', 'a battle; see "codejoust battles"', readBattleId)
		.option(
			'--order <order>',
			'one of what the judge is asked, such as swapped or model:readability',
			'both',
		)
		.option('--file <file>', 'try the definition of this file, which is not released yet')
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples(
				'judge try gpt-4o@2 --battle 17',
				'judge try gpt-4o@2 --battle 17 --file judge.json --order swapped',
			),
		)
		.action(async (name: string, options: Options, self: Command) => {
			const { battle, order, file } = options;
			const written = file === undefined ? undefined : await readJudgeFile(file);
			const { client } = await connect(self);
			const trial = await client.tryJudge(name, {
				battle,
				order,
				...(written ? { definition: written.judge.definition } : {}),
			});
			if (options.json) terminal.print(safeJson(trial));
			else printTrial(terminal, trial);
		});
}
