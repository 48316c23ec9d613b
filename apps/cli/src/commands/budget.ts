import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { findRun } from '../find-run.ts';
import { formatDollars } from '../format-numbers.ts';
import { readDollars } from '../option-values.ts';
import { safeJson } from '../safe-text.ts';

type Options = { readonly set?: number; readonly unlimited?: boolean; readonly json?: boolean };

/** `budget`: what a run, or all of them together, may cost. */
export function addBudget(program: Command, { terminal }: CliContext): void {
	program
		.command('budget')
		.summary('show or set what a run, or the whole service, may cost')
		.description(
			'Shows or sets what a run may cost; without a run what all runs together may cost. Continue a run that has paused at its limit with "codejoust resume". Needs an operator’s key.',
		)
		.argument('[run]', 'a run, or a submission for its newest one')
		.addOption(
			new Option('--set <dollars>', 'the new limit').argParser(readDollars).conflicts('unlimited'),
		)
		.option('--unlimited', 'remove the limit')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('budget', 'budget --set 100', 'budget run_7k2m --set 5'))
		.action(async (name: string | undefined, options: Options, self: Command) => {
			const { client } = await connect(self);
			const limit = options.unlimited ? null : options.set;
			if (name === undefined) {
				const budget =
					limit === undefined ? await client.serviceBudget() : await client.setServiceBudget(limit);
				const { budget_micro_usd: most, spent_micro_usd: spent } = budget;
				terminal.print(options.json ? safeJson(budget) : `All runs: ${describe(spent, most)}`);
				return;
			}
			const found = await findRun(client, name);
			const run = limit === undefined ? found : await client.setRunBudget(found.id, limit);
			const { cost_micro_usd: spent } = run.progress;
			terminal.print(
				options.json ? safeJson(run) : `Run ${run.id}: ${describe(spent, run.budget_micro_usd)}`,
			);
		});
}

function describe(spent: number | null, most: number | null): string {
	return `${formatDollars(spent)} spent, ${most === null ? 'no limit' : `${formatDollars(most)} at most`}.`;
}
