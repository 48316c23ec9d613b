import { appendAudit } from '@codejoust/db/queries/keys/audit';
import type { Database } from '@codejoust/db/connect';
import { findBenchmarkVersionById } from '@codejoust/db/queries/benchmarks/benchmarks';
import { type BoardKey, listBoards } from '@codejoust/db/queries/boards/boards';
import { findJudgeVersionById } from '@codejoust/db/queries/judges/judges';
import {
	findLiveJudge,
	switchLiveBoard,
	wasLive,
} from '@codejoust/db/queries/rejudgings/promotions';
import { lockRejudging, updateRejudging } from '@codejoust/db/queries/rejudgings/rejudgings';
import { nameJudge } from '../../benchmark-name.ts';
import type { Actor } from '../../actor.ts';
import type { ApiDeps } from '../../deps.ts';
import { deriveRejudgingState } from '../../rejudging-state.ts';
import { Refusal } from '../../refusal.ts';
import type { GateResult, PromotionGatesBody } from '@codejoust/contract/schemas/promotion-gates';
import type { Promotion } from '@codejoust/contract/schemas/rejudging';
import { findVersion } from '../../find-version.ts';
import { requireRejudging } from './plan-rejudging.ts';
import type { BoardDeps } from '../boards/board-cache.ts';
import { measureJudge, type Measures } from './measure-judge.ts';
import { type Released, releaseWaiting } from './release-waiting.ts';
import { readGates, readPromotionGates, readStoredGates } from './promotion-gates.ts';

type PromotionDeps = BoardDeps & Pick<ApiDeps, 'enqueueRun' | 'cancelChunks' | 'log'>;

type Asked = {
	readonly reason: string;
	/** Promotes although gates block that an operator may overrule. */
	readonly isOverGates: boolean;
	readonly by: Actor;
};

/** Measured before the transaction that promotes, since a comparison of judges takes seconds. */
type Measured = {
	readonly live: number | undefined;
	readonly gates: PromotionGatesBody;
	readonly measures: Measures;
};

/** Makes the board of a reported re-judging the live one. */
export async function promoteRejudging(
	deps: PromotionDeps,
	{ id, ...asked }: Asked & { readonly id: string },
): Promise<void> {
	const { rejudging } = await requireRejudging(deps.db, id);
	const key = {
		benchmarkVersionId: rejudging.benchmarkVersionId,
		judgeVersionId: rejudging.toJudgeVersionId,
	};
	const gates = rejudging.gates
		? readStoredGates(rejudging.gates)
		: await readPromotionGates(deps.db);
	const measured = await measure(deps, { ...key, gates });
	const { promotion, released } = await deps.db.transaction(async (tx) => {
		await lockRejudging(tx, id);
		const state = deriveRejudgingState(await requireRejudging(tx, id));
		if (state !== 'reported')
			throw new Refusal(
				'conflict',
				`The re-judging is ${state}: only a reported one can be promoted.`,
			);
		const done = await promote(tx, { ...asked, ...key, measured, rejudgingId: id });
		await updateRejudging(tx, id, { promotedAt: new Date(), endedReason: asked.reason });
		return done;
	});
	await tellQueue(deps, released);
	logPromotion(deps, promotion, { rejudgingId: id, key: asked.by.actor });
}

/** Makes a named board the live one; one that was live before is taken back without a gate. */
export async function promoteJudge(
	deps: PromotionDeps,
	{ benchmark, judge, ...asked }: Asked & { readonly benchmark: string; readonly judge: string },
): Promise<Promotion> {
	const version = await findVersion(deps.db, benchmark);
	const boards = await listBoards(deps.db, version.id);
	const board = boards.find((one) => nameJudge(one.judge) === judge);
	if (!board)
		throw new Refusal(
			'not-found',
			`Benchmark ${benchmark} has no board under the judge "${judge}".`,
		);
	const key = { benchmarkVersionId: version.id, judgeVersionId: board.judgeVersionId };
	const measured = await measure(deps, { ...key, gates: await readPromotionGates(deps.db) });
	const { promotion, released } = await deps.db.transaction((tx) =>
		promote(tx, { ...asked, ...key, measured }),
	);
	await tellQueue(deps, released);
	logPromotion(deps, promotion, { key: asked.by.actor });
	return promotion;
}

function logPromotion(
	{ log }: PromotionDeps,
	{ benchmark, from, to, over_gates: overGates }: Promotion,
	about: { readonly rejudgingId?: string; readonly key: string },
): void {
	log.info(
		{ benchmark, from, to, ...about, overGates: overGates.length },
		'the live board has another judge',
	);
}

/** Were the process killed before this, a worker would queue the runs within 30 s. */
async function tellQueue(deps: PromotionDeps, { ended, planned }: Released): Promise<void> {
	for (const runId of ended) await deps.cancelChunks(runId);
	for (const runId of planned) await deps.enqueueRun(runId);
}

async function measure(
	deps: BoardDeps,
	{
		benchmarkVersionId,
		judgeVersionId: to,
		gates,
	}: BoardKey & { readonly gates: PromotionGatesBody },
): Promise<Measured> {
	const live = await findLiveJudge(deps.db, benchmarkVersionId);
	const pair = { benchmarkVersionId, from: live, to, checkSet: gates.check_set };
	return { live, gates, measures: await measureJudge(deps, pair) };
}

async function promote(
	tx: Database,
	asked: Asked & BoardKey & { readonly measured: Measured; readonly rejudgingId?: string },
): Promise<{ readonly promotion: Promotion; readonly released: Released }> {
	const { benchmarkVersionId, judgeVersionId, rejudgingId, measured, reason, by } = asked;
	const version = await findBenchmarkVersionById(tx, benchmarkVersionId);
	const live = await findLiveJudge(tx, benchmarkVersionId, { lock: true });
	const from = live === undefined ? undefined : await findJudgeVersionById(tx, live);
	const to = await findJudgeVersionById(tx, judgeVersionId);
	if (version && to && live === undefined)
		throw new Refusal(
			'conflict',
			`${version.slug}@${version.version} has no live board yet: it gets one with the first submission that is judged here, and ${nameJudge(to)} can be promoted then.`,
		);
	if (!version || !from || !to) throw new Error(`a board of ${benchmarkVersionId} lost its judge`);
	const benchmark = `${version.slug}@${version.version}`;
	const [fromName, toName] = [nameJudge(from), nameJudge(to)];
	if (from.id === to.id)
		throw new Refusal('conflict', `The live board of ${benchmark} is judged by ${toName} already.`);
	if (live !== measured.live)
		throw new Refusal(
			'conflict',
			`The live board of ${benchmark} is judged by ${fromName} since a moment: look at the gates again.`,
		);
	const key = { benchmarkVersionId, judgeVersionId };
	const blocked = (await wasLive(tx, key))
		? []
		: (await readGates(tx, key, measured)).filter(({ blocks }) => blocks);
	refuseClosed(blocked, { judge: toName, isOverGates: asked.isOverGates });
	const overGates = blocked.map(({ says }) => says);
	await switchLiveBoard(tx, {
		benchmarkVersionId,
		fromJudgeVersionId: from.id,
		toJudgeVersionId: to.id,
		rejudgingId: rejudgingId ?? null,
		reason,
		overGates,
		promotedBy: by.actor,
	});
	const released = await releaseWaiting(tx, { benchmarkVersionId, from, to, by });
	await appendAudit(tx, {
		...by,
		action: 'judge.promote',
		subject: benchmark,
		before: { judge: fromName },
		after: { judge: toName },
		detail: {
			reason,
			...(rejudgingId === undefined ? {} : { rejudging: rejudgingId }),
			...(overGates.length > 0 && { over_gates: overGates }),
			...(released.ended.length > 0 && { runs_released: released.ended.length }),
		},
	});
	const promotion = { benchmark, from: fromName, to: toName, reason, over_gates: overGates };
	return { promotion, released };
}

/** Names every gate that blocks, so that an operator sees all at once. */
function refuseClosed(
	blocked: readonly GateResult[],
	{ judge, isOverGates }: { readonly judge: string; readonly isOverGates: boolean },
): void {
	const closed = blocked.filter((result) => !isOverGates || !result.is_overridable);
	if (closed.length === 0) return;
	const isFinal = closed.some((result) => !result.is_overridable);
	const way = isFinal
		? ''
		: ' An operator may promote it nevertheless, with over_gates and a reason that the changelog of the board shows.';
	throw new Refusal(
		'conflict',
		`The judge ${judge} cannot be promoted: ${closed.map(({ says }) => says).join(' ')}${way}`,
		closed.map(({ gate, value, state, says }) => ({
			name: `gates.${gate}`,
			...(value === null ? {} : { value: String(value) }),
			reason: `${state === 'failed' ? 'Failed' : 'Not measured'}: ${says}`,
		})),
	);
}
