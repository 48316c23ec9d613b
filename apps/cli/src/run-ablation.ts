import { nameWithFences } from '@codejoust/contract/unfenced-words';
import type { Client, JudgeCheck } from '@codejoust/contract/client';
import type { AblationRule } from '@codejoust/contract/schemas/closed-lists';
import {
	type AblationPlan,
	checkKey,
	describePlan,
	figureOf,
	isConfirmed,
	planAblation,
	setOf,
} from './ablation-plan.ts';
import { printAblation } from './ablation-table.ts';
import type { CliContext } from './cli-context.ts';
import type { Connection } from './connect.ts';
import { exitCodeOf } from './describe-run.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { findCheck, untilMeasured } from './find-check.ts';
import { safeJson, safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';
import type { RunWay } from './via-option.ts';
import { watchRun } from './watch.ts';

export type AblationOptions = {
	readonly judge: string;
	readonly replicate: number;
	readonly priority: number;
	readonly via: RunWay;
	readonly patience: number;
	readonly ablate?: boolean;
	readonly sample?: number;
	readonly rule: AblationRule;
	readonly confirm?: string;
	readonly estimate?: boolean;
	readonly json?: boolean;
};

/**
 * Sends each objective of a set its own criterion and, with `--ablate`, asks with no and with a general criterion and without the
 * comments too. Nothing is released and nothing asked before the figure of the plan is given.
 */
export async function runAblation(
	context: CliContext,
	connection: Connection,
	set: string,
	options: AblationOptions,
): Promise<void> {
	const { terminal } = context;
	const { client } = connection;
	const { ablate: isAblation = false } = options;
	const plan = await planAblation(client, { ...options, set, isAblation });
	if (options.estimate || options.confirm === undefined) {
		for (const line of describePlan(plan)) terminal.print(line);
		terminal.error(`Start it with the same command and: --confirm ${figureOf(plan)}`);
		return;
	}
	if (!isConfirmed(plan, options.confirm))
		throw new UsageError(
			`--confirm ${safeText(options.confirm)} is not enough for this plan, which asks ${plan.toAsk} games: give --confirm ${figureOf(plan)}.`,
		);
	const started = await startChecks(client, plan, options);
	if (!(await watchAll(context, connection, [...started.values()], options))) return;
	const compared = await client.compareChecks({
		rule: options.rule,
		cells: plan.cells.map(({ parts }) =>
			parts.map((part) => ({
				check: started.get(checkKey(part))?.id ?? '',
				...(part.counted === undefined ? {} : { categories: [...part.counted] }),
			})),
		),
	});
	if (!options.json) return printAblation(terminal, compared, plan.cells);
	const cells = compared.cells.map((cell, at) => ({
		criterion: plan.cells[at]?.criterion,
		comments: plan.cells[at]?.comments,
		checks: plan.cells[at]?.parts.map((part) => started.get(checkKey(part))?.id),
		...cell,
	}));
	terminal.print(safeJson({ ...compared, set: plan.set, cells }));
}

/** Releases the judges and starts what was not started before, by the key of the check. */
async function startChecks(
	client: Client,
	plan: AblationPlan,
	{ judge: base, replicate, via, priority }: AblationOptions,
): Promise<ReadonlyMap<string, JudgeCheck>> {
	const started = new Map<string, JudgeCheck>();
	for (const part of plan.cells.flatMap(({ parts }) => parts)) {
		if (started.has(checkKey(part))) continue;
		const judge = part.judge ? (await client.createJudge(part.judge)).name : base;
		const order = { set: setOf(plan.sets, part), judge, replicate, reference: 'on' as const };
		started.set(
			checkKey(part),
			(await findCheck(client, order)) ?? (await client.startCheck({ ...order, via, priority })),
		);
	}
	return started;
}

/** False when a run stands still before its end, or nobody watches any more; the exit code is the worst one. */
async function watchAll(
	context: CliContext,
	connection: Connection,
	checks: readonly JudgeCheck[],
	{ patience: patienceSeconds }: AblationOptions,
): Promise<boolean> {
	let worst: ExitCode = EXIT.ok;
	for (const { id, run_id, judge, set } of checks) {
		context.terminal.error(safeText(`Check ${id} of ${nameWithFences(judge)} over ${set.name}`));
		const run = await watchRun(context, connection, { id: run_id, patienceSeconds });
		if (run?.state !== 'done') return false;
		await untilMeasured(connection.client, id, 1000 * patienceSeconds);
		if (exitCodeOf(run) !== EXIT.ok) worst = exitCodeOf(run);
	}
	context.finish(worst);
	return true;
}
