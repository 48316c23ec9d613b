import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { describeEstimate } from '../describe-estimate.ts';
import { examples } from '../examples.ts';
import { readInteger } from '../option-values.ts';
import { safeJson } from '../safe-text.ts';
import { type RunWay, viaOption } from '../via-option.ts';

type Options = {
	readonly judge: string;
	readonly replicate: number;
	readonly via: RunWay;
	readonly json?: boolean;
};

/** `estimate`: what a run would take; asks the judge nothing. */
export function addEstimate(program: Command, { terminal }: CliContext): void {
	program
		.command('estimate')
		.summary('estimate the games, time and cost of a run')
		.description(
			'Estimates the games, time and cost of judging a submission. The judge is not asked. Needs an operator’s key.',
		)
		.argument('<submission>', 'a submission')
		.requiredOption('-j, --judge <name>', 'a judge version, as name@version')
		.option('--replicate <n>', 'number of the repetition by the same judge', readInteger(0, 99), 0)
		.addOption(viaOption())
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('estimate sub_9x4c --judge gpt-4o-2024-08-06@1'))
		.action(async (submission: string, options: Options, command: Command) => {
			const { client } = await connect(command);
			const { judge, replicate, via } = options;
			const estimate = await client.estimateRun({ submission, judge, replicate, via });
			if (options.json) terminal.print(safeJson(estimate));
			else for (const line of describeEstimate(estimate)) terminal.print(line);
		});
}
