import type { RejudgingRule } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { formatDollars } from '../format-numbers.ts';
import { listAction } from '../list-action.ts';
import { readDollars, readInteger } from '../option-values.ts';
import { safeJson } from '../safe-text.ts';
import { type Column, printTable } from '../table.ts';

type Options = {
	readonly boards: string;
	readonly sample?: number;
	readonly budget?: number;
	readonly priority: number;
	readonly start?: boolean;
	readonly json?: boolean;
};

/** `rejudge rules`: boards that are judged again whenever a version of a judge is released. */
export function addRejudgeRules(rejudge: Command, context: CliContext): void {
	const { terminal } = context;
	const rules = rejudge
		.command('rules')
		.summary('judge boards again whenever a version of a judge is released')
		.description('Adds, lists and removes rules that plan re-judgings automatically.');
	rules
		.command('list')
		.description('Lists the rules.')
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('rejudge rules list'))
		.action(listAction(context, COLUMNS, (client) => client.rejudgingRules()));
	rules
		.command('add')
		.description('Adds a rule.')
		.argument('<judge>', 'a judge, without a version')
		.requiredOption('--boards <names>', 'benchmarks, separated by commas')
		.option('--sample <n>', 'only this number of questions', readInteger(1, 100_000))
		.option('--budget <dollars>', 'for each re-judging', readDollars)
		.option('--priority <n>', 'higher goes first', readInteger(-100, 100), -10)
		.option('--start', 'start automatically; this needs a budget')
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples('rejudge rules add gpt-4o-2024-08-06 --boards sample --budget 20'),
		)
		.action(async (judge: string, options: Options, self: Command) => {
			const { client } = await connect(self);
			const rule = await client.createRejudgingRule({
				judge,
				benchmarks: options.boards.split(',').map((name) => name.trim()),
				sample_questions: options.sample ?? null,
				budget_micro_usd: options.budget ?? null,
				priority: options.priority,
				starts: options.start ?? false,
			});
			if (options.json) terminal.print(safeJson(rule));
			else printTable(terminal, COLUMNS, [rule]);
		});
	rules
		.command('remove')
		.description('Ends a rule; the re-judgings that it has planned stay.')
		.argument('<id>', 'a rule')
		.addHelpText('after', examples('rejudge rules remove rule_7k2m'))
		.action(async (id: string, _options: unknown, self: Command) => {
			const { client } = await connect(self);
			terminal.print(`Rule ${(await client.removeRejudgingRule(id)).id} is ended.`);
		});
}

const COLUMNS: readonly Column<RejudgingRule>[] = [
	{ title: 'Rule', cell: ({ id }) => id },
	{ title: 'Judge', cell: ({ judge }) => judge, least: 8 },
	{ title: 'Boards', cell: ({ benchmarks }) => benchmarks.join(', '), least: 8 },
	{ title: 'Budget', cell: (rule) => formatDollars(rule.budget_micro_usd), isNumber: true },
	{ title: 'Starts', cell: ({ starts }) => (starts ? 'by itself' : 'by hand') },
];
