import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { readDollars, readInteger } from '../option-values.ts';
import { addPatience } from '../patience-option.ts';
import { safeJson } from '../safe-text.ts';
import { type RunWay, viaOption } from '../via-option.ts';
import { watchRun } from '../watch.ts';

type Options = {
	readonly judge: string;
	readonly replicate: number;
	/** Micro-dollars. */
	readonly budget?: number;
	readonly priority: number;
	readonly via: RunWay;
	readonly watch?: boolean;
	readonly patience: number;
	readonly json?: boolean;
};

/** `judge-run`: a stored submission under another judge version, or the same one again. */
export function addJudgeRun(program: Command, context: CliContext): void {
	const command = program
		.command('judge-run')
		.summary('judge a stored submission by a judge version')
		.description(
			'Judges a stored submission by a judge version, within a budget. Judgments that exist are not asked again. Needs an operator’s key.',
		)
		.argument('<submission>', 'a submission')
		.requiredOption('-j, --judge <name>', 'a judge version, as name@version')
		.option('--replicate <n>', 'above 0 asks the same judge again', readInteger(0, 99), 0)
		.option('--budget <dollars>', 'pause before it costs more', readDollars)
		.addOption(viaOption())
		.option('--priority <n>', 'higher goes first', readInteger(-100, 100), 0)
		.option('-w, --watch', 'show the progress until the run ends')
		.option('--json', 'print the run as JSON, when it has ended with --watch');
	addPatience(command)
		.addHelpText(
			'after',
			examples(
				'judge-run sub_9x4c --judge gpt-4o-2024-08-06@1 --budget 5 --watch',
				'judge-run sub_9x4c --judge gpt-4o-2024-08-06@1 --via batch',
				'judge-run sub_9x4c --judge codejoust-rehearsal-1@1 --replicate 1',
			),
		)
		.action((submission: string, options: Options, self: Command) =>
			startRun(context, submission, options, self),
		);
}

async function startRun(
	context: CliContext,
	submission: string,
	options: Options,
	command: Command,
): Promise<void> {
	const { terminal } = context;
	const { judge, replicate, budget, priority, via, patience: patienceSeconds } = options;
	const connection = await connect(command);
	const run = await connection.client.createRun({
		submission,
		judge,
		replicate,
		priority,
		via,
		...(budget === undefined ? {} : { budget_micro_usd: budget }),
	});
	if (!options.json) terminal.print(`Run ${run.id}`);
	const ended = options.watch
		? await watchRun(context, connection, { id: run.id, patienceSeconds })
		: undefined;
	if (options.json) terminal.print(safeJson(ended ?? run));
	else if (!options.watch) terminal.error(`Watch it with: codejoust watch ${run.id}`);
}
