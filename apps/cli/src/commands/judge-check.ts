import type { Client, JudgeCheck, RunEstimate } from '@codejoust/contract/client';
import { ABLATION_RULES } from '@codejoust/contract/schemas/closed-lists';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { describeEstimate } from '../describe-estimate.ts';
import { printCheck } from '../check-table.ts';
import { examples } from '../examples.ts';
import { findCheck, findSet, type SetOptions, untilMeasured } from '../find-check.ts';
import { readDollars, readInteger } from '../option-values.ts';
import { type AblationOptions, runAblation } from '../run-ablation.ts';
import { addPatience } from '../patience-option.ts';
import {
	addEstimates,
	describeEffect,
	readModes,
	requireConsent,
	type ShownReferences,
} from '../reference-modes.ts';
import { safeJson } from '../safe-text.ts';
import type { Terminal } from '../terminal.ts';
import { viaOption } from '../via-option.ts';
import { UsageError } from '../usage-error.ts';
import { watchRun } from '../watch.ts';

const BY_OBJECTIVE = 'by-objective';

type Options = SetOptions &
	AblationOptions & {
		/** Micro-dollars. */
		readonly budget?: number;
		readonly criterion?: typeof BY_OBJECTIVE;
		readonly reference: readonly ShownReferences[];
	};

/** `judge check`: a judge version measured against labelled pairs. */
export function addJudgeCheck(judge: Command, context: CliContext): void {
	const command = judge
		.command('check')
		.summary('measure a judge version against labelled pairs')
		.description(
			'Lets a judge version judge labelled pairs in both orders, and shows how often it agrees with the labels. A file is imported first, several as one set; the same pairs are imported, and asked, once. Repeat the same command to continue watching. Needs an operator’s key.',
		)
		.argument('<sets...>', 'a set, as slug or slug@version; or files of labelled pairs, as one set')
		.requiredOption('-j, --judge <name>', 'a judge version, as name@version')
		.option('--slug <slug>', 'of a file: names the set (default: the file’s name)')
		.option('--set-version <version>', 'of a file: another version of the same set', '1')
		.option('--title <text>', 'of a file: display name (default: the slug)')
		.option('--licence <name>', 'of a file: licence of the pairs')
		.option(
			'--category <names>',
			'of a file: category of pairs that name none (default: all); of several files one for all, or one for each, with commas',
		)
		.option('--replicate <n>', 'above 0 asks the same judge again', readInteger(0, 99), 0)
		.option('--budget <dollars>', 'pause before it costs more', readDollars)
		.option('--priority <n>', 'higher goes first', readInteger(-100, 100), 0)
		.addOption(viaOption())
		.option(
			'--reference <modes>',
			'show the judge the references of the pairs (on), none (off), those of other pairs (shuffled); several, with commas, are compared',
			readModes,
			['on'],
		)
		.option(
			'--criterion <by-objective>',
			'by-objective: each category that is named like a shipped criterion is judged under that criterion, by judges made from this one',
			readByObjective,
		)
		.addOption(
			new Option(
				'--ablate',
				'with --criterion: also without and with a general criterion, and without the comments of the code; prints the table',
			).implies({ criterion: 'by-objective' }),
		)
		.option(
			'--sample <n>',
			'with --criterion: only this number of pairs, drawn from all categories',
			readInteger(1, 100_000),
		)
		.addOption(
			new Option('--rule <name>', 'with --criterion: what decides a pair')
				.choices(ABLATION_RULES)
				.default('codejoust'),
		)
		.option(
			'--confirm <figure>',
			'of several checks: the figure at the end of the plan; nothing is asked without it',
		)
		.option('--estimate', 'estimate its games, time and cost; ask nothing')
		.option('--json', 'print the check as JSON when it has ended');
	addPatience(command)
		.addHelpText(
			'after',
			examples(
				'judge check judgebench --judge gpt-4o-2024-08-06@1 --estimate',
				'judge check judgebench --judge gpt-4o-2024-08-06@1 --budget 5',
				'judge check pairs --judge with-references@1 --reference on,off,shuffled',
				'judge check codeprefbench --judge gpt-4o-2024-08-06@1 --ablate',
				'judge check pairs.jsonl --judge codejoust-rehearsal-1@1 --licence Apache-2.0',
				'judge check *-alignment.jsonl --slug codeprefbench --judge gpt-4o-2024-08-06@1 --estimate',
			),
		)
		.action((sets: readonly string[], options: Options, self: Command) =>
			check(context, sets, options, self),
		);
}

async function check(
	context: CliContext,
	names: readonly string[],
	options: Options,
	command: Command,
): Promise<void> {
	const { terminal } = context;
	const connection = await connect(command);
	const { client } = connection;
	refuseAlone(options);
	const set = await findSet(client, terminal, { names, options });
	if (options.criterion) return runAblation(context, connection, set, options);
	const orders = options.reference.map((reference) => orderOf(set, reference, options));
	if (options.estimate) return printEstimates(context, client, orders, options);
	const known = await Promise.all(orders.map((order) => findCheck(client, order)));
	const open = orders.filter((_, at) => known[at] === undefined);
	// Of one check its budget and its own estimate are enough.
	if (orders.length > 1)
		requireConsent(addEstimates(await estimate(client, open)), options.confirm);
	const started: JudgeCheck[] = [];
	for (const [at, order] of orders.entries())
		started.push(known[at] ?? (await client.startCheck(order)));
	for (const { id, judge, set: of, reference } of started)
		terminal.error(`Check ${id} of ${judge.name} over ${of.name}${nameMode(reference)}`);
	const ended: JudgeCheck[] = [];
	for (const { id, run_id: runId } of started) {
		const { patience: patienceSeconds } = options;
		const run = await watchRun(context, connection, { id: runId, patienceSeconds });
		if (!run) return;
		ended.push(await untilMeasured(client, id, 1000 * patienceSeconds));
	}
	printAll(terminal, ended, options);
}

function orderOf(set: string, reference: ShownReferences, options: Options) {
	const { judge, replicate, budget, priority, via } = options;
	return {
		set,
		judge,
		replicate,
		reference,
		via,
		priority,
		...(budget === undefined ? {} : { budget_micro_usd: budget }),
	};
}

type Order = ReturnType<typeof orderOf>;

async function estimate(client: Client, orders: readonly Order[]): Promise<RunEstimate[]> {
	return Promise.all(orders.map((order) => client.estimateCheck(order)));
}

async function printEstimates(
	{ terminal }: CliContext,
	client: Client,
	orders: readonly Order[],
	{ json }: Options,
): Promise<void> {
	const estimates = await estimate(client, orders);
	if (json) return terminal.print(safeJson(estimates.length === 1 ? estimates[0] : estimates));
	for (const [at, one] of estimates.entries()) {
		if (orders.length > 1) terminal.print(`References ${orders[at]?.reference ?? ''}`);
		for (const line of describeEstimate(one)) terminal.print(line);
	}
}

function printAll(terminal: Terminal, ended: readonly JudgeCheck[], { json }: Options): void {
	if (json) return terminal.print(safeJson(ended.length === 1 ? ended[0] : ended));
	for (const one of ended) {
		if (ended.length > 1) terminal.print(`References ${one.reference}`);
		printCheck(terminal, one);
	}
	for (const line of ended.flatMap(describeEffect)) terminal.print(line);
}

const nameMode = (mode: ShownReferences) => (mode === 'on' ? '' : `, references ${mode}`);

function readByObjective(given: string): typeof BY_OBJECTIVE {
	if (given === BY_OBJECTIVE) return BY_OBJECTIVE;
	throw new InvalidArgumentError(
		`It is ${BY_OBJECTIVE}. A judge under one criterion is made by "judge create --criterion".`,
	);
}

/** Options that say nothing together; every one is named. */
function refuseAlone({ criterion, sample, confirm, budget, reference }: Options): void {
	const [isSeveral, isOwn] = [reference.length > 1, reference.join() === 'on'];
	const faults =
		criterion === undefined
			? [
					sample === undefined ? '' : `--sample is only for --criterion ${BY_OBJECTIVE}.`,
					confirm === undefined || isSeveral
						? ''
						: `--confirm is only for --criterion ${BY_OBJECTIVE} and for several modes of --reference.`,
				]
			: [
					budget === undefined
						? ''
						: `--budget is of one check; the checks of --criterion ${BY_OBJECTIVE} are agreed to by --confirm.`,
					isOwn ? '' : `--reference is on in the checks of --criterion ${BY_OBJECTIVE}.`,
				];
	const told = faults.filter((fault) => fault !== '');
	if (told.length > 0) throw new UsageError(told.join(' '));
}
