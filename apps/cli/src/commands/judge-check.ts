import type { JudgeCheck } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { describeEstimate } from '../describe-estimate.ts';
import { printCheck } from '../check-table.ts';
import { examples } from '../examples.ts';
import { findCheck, findSet, type SetOptions, untilMeasured } from '../find-check.ts';
import { readDollars, readInteger } from '../option-values.ts';
import { addPatience } from '../patience-option.ts';
import { safeJson } from '../safe-text.ts';
import { type RunWay, viaOption } from '../via-option.ts';
import { watchRun } from '../watch.ts';

type Options = SetOptions & {
	readonly judge: string;
	readonly replicate: number;
	/** Micro-dollars. */
	readonly budget?: number;
	readonly priority: number;
	readonly via: RunWay;
	readonly estimate?: boolean;
	readonly patience: number;
	readonly json?: boolean;
};

/** `judge check`: a judge version measured against labelled pairs. */
export function addJudgeCheck(judge: Command, context: CliContext): void {
	const command = judge
		.command('check')
		.summary('measure a judge version against labelled pairs')
		.description(
			'Lets a judge version judge labelled pairs in both orders, and shows how often it agrees with the labels. A file is imported first; the same pairs are imported, and asked, once. Repeat the same command to continue watching. Needs an operator’s key.',
		)
		.argument('<set>', 'a set, as slug or slug@version; or a file of labelled pairs')
		.requiredOption('-j, --judge <name>', 'a judge version, as name@version')
		.option('--slug <slug>', 'of a file: names the set (default: the file’s name)')
		.option('--set-version <version>', 'of a file: another version of the same set', '1')
		.option('--title <text>', 'of a file: display name (default: the slug)')
		.option('--licence <name>', 'of a file: licence of the pairs')
		.option('--category <name>', 'of a file: category of pairs that name none', 'all')
		.option('--replicate <n>', 'above 0 asks the same judge again', readInteger(0, 99), 0)
		.option('--budget <dollars>', 'pause before it costs more', readDollars)
		.option('--priority <n>', 'higher goes first', readInteger(-100, 100), 0)
		.addOption(viaOption())
		.option('--estimate', 'estimate its games, time and cost; ask nothing')
		.option('--json', 'print the check as JSON when it has ended');
	addPatience(command)
		.addHelpText(
			'after',
			examples(
				'judge check judgebench --judge gpt-4o-2024-08-06@1 --estimate',
				'judge check judgebench --judge gpt-4o-2024-08-06@1 --budget 5',
				'judge check pairs.jsonl --judge codejoust-rehearsal-1@1 --licence Apache-2.0',
			),
		)
		.action((set: string, options: Options, self: Command) => check(context, set, options, self));
}

async function check(
	context: CliContext,
	name: string,
	options: Options,
	command: Command,
): Promise<void> {
	const { terminal } = context;
	const connection = await connect(command);
	const { client } = connection;
	const { judge, replicate, budget, priority, via, patience: patienceSeconds } = options;
	const set = await findSet(client, terminal, { name, options });
	if (options.estimate) {
		const estimate = await client.estimateCheck({ set, judge, replicate, via });
		if (options.json) terminal.print(safeJson(estimate));
		else for (const line of describeEstimate(estimate)) terminal.print(line);
		return;
	}
	const started: JudgeCheck =
		(await findCheck(client, { set, judge, replicate })) ??
		(await client.startCheck({
			set,
			judge,
			replicate,
			via,
			priority,
			...(budget === undefined ? {} : { budget_micro_usd: budget }),
		}));
	terminal.error(`Check ${started.id} of ${started.judge.name} over ${started.set.name}`);
	const run = await watchRun(context, connection, { id: started.run_id, patienceSeconds });
	if (!run) return;
	const ended = await untilMeasured(client, started.id, 1000 * patienceSeconds);
	if (options.json) terminal.print(safeJson(ended));
	else printCheck(terminal, ended);
}
