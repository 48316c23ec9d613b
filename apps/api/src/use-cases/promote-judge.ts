import { appendAudit } from '@codejoust/db/queries/access';
import type { Database } from '@codejoust/db/connect';
import { findBenchmarkVersionById } from '@codejoust/db/queries/benchmarks';
import { listBoards } from '@codejoust/db/queries/boards';
import { findJudgeVersionById } from '@codejoust/db/queries/judges';
import { findLiveJudge, switchLiveBoard, wasLive } from '@codejoust/db/queries/promotions';
import type { PromotionGates } from '@codejoust/db/queries/rejudgings';
import { lockRejudging, updateRejudging } from '@codejoust/db/queries/rejudgings';
import type { ApiDeps } from '../deps.ts';
import type { Actor } from '../middleware/authenticate.ts';
import { presentJudgeBrief } from '../present/names.ts';
import { deriveRejudgingState } from '../present/rejudging.ts';
import { Refusal } from '../refusal.ts';
import type { GateResult, Promotion } from '../schemas/rejudging.ts';
import { findVersion } from './find-version.ts';
import { requireRejudging } from './plan-rejudging.ts';
import { asGates, readGates, readPromotionGates } from './promotion-gates.ts';

type Asked = { readonly reason: string; readonly by: Actor };

/** Makes the board of a reported re-judging the live one. */
export async function promoteRejudging(
	{ db }: Pick<ApiDeps, 'db'>,
	{ id, reason, by }: Asked & { readonly id: string },
): Promise<void> {
	await db.transaction(async (tx) => {
		await lockRejudging(tx, id);
		const row = await requireRejudging(tx, id);
		const state = deriveRejudgingState(row);
		if (state !== 'reported')
			throw new Refusal(
				'conflict',
				`The re-judging is ${state}: only a reported one can be promoted.`,
			);
		const { rejudging } = row;
		await promote(tx, {
			benchmarkVersionId: rejudging.benchmarkVersionId,
			judgeVersionId: rejudging.toJudgeVersionId,
			gates: rejudging.gates ?? asGates(await readPromotionGates(tx)),
			rejudgingId: id,
			reason,
			by,
		});
		await updateRejudging(tx, id, { promotedAt: new Date(), endedReason: reason });
	});
}

/** Makes a named board the live one; one that was live before is taken back without a gate. */
export async function promoteJudge(
	{ db }: Pick<ApiDeps, 'db'>,
	{ benchmark, judge, reason, by }: Asked & { readonly benchmark: string; readonly judge: string },
): Promise<Promotion> {
	return db.transaction(async (tx) => {
		const version = await findVersion(tx, benchmark);
		const boards = await listBoards(tx, version.id);
		const board = boards.find((one) => presentJudgeBrief(one.judge).name === judge);
		if (!board)
			throw new Refusal(
				'not-found',
				`Benchmark ${benchmark} has no board under the judge "${judge}".`,
			);
		return promote(tx, {
			benchmarkVersionId: version.id,
			judgeVersionId: board.judgeVersionId,
			gates: asGates(await readPromotionGates(tx)),
			reason,
			by,
		});
	});
}

async function promote(
	tx: Database,
	asked: Asked & {
		readonly benchmarkVersionId: number;
		readonly judgeVersionId: number;
		readonly gates: PromotionGates;
		readonly rejudgingId?: string;
	},
): Promise<Promotion> {
	const { benchmarkVersionId, judgeVersionId, rejudgingId, reason, by } = asked;
	const version = await findBenchmarkVersionById(tx, benchmarkVersionId);
	const live = await findLiveJudge(tx, benchmarkVersionId, { lock: true });
	const from = live === undefined ? undefined : await findJudgeVersionById(tx, live);
	const to = await findJudgeVersionById(tx, judgeVersionId);
	if (!version || !from || !to) throw new Error(`a board of ${benchmarkVersionId} lost its judge`);
	const benchmark = `${version.slug}@${version.version}`;
	const [fromName, toName] = [presentJudgeBrief(from).name, presentJudgeBrief(to).name];
	if (from.id === to.id)
		throw new Refusal('conflict', `The live board of ${benchmark} is judged by ${toName} already.`);
	const key = { benchmarkVersionId, judgeVersionId };
	if (!(await wasLive(tx, key))) refuseClosed(await readGates(tx, key, asked.gates), toName);
	await switchLiveBoard(tx, {
		benchmarkVersionId,
		fromJudgeVersionId: from.id,
		toJudgeVersionId: to.id,
		rejudgingId: rejudgingId ?? null,
		reason,
		promotedBy: by.actor,
	});
	await appendAudit(tx, {
		...by,
		action: 'judge.promote',
		subject: benchmark,
		before: { judge: fromName },
		after: { judge: toName },
		detail: { reason, ...(rejudgingId === undefined ? {} : { rejudging: rejudgingId }) },
	});
	return { benchmark, from: fromName, to: toName, reason };
}

/** Names every gate, the open ones too, so that an operator sees all at once. */
function refuseClosed(results: readonly GateResult[], judge: string): void {
	const closed = results.filter((result) => !result.is_open);
	if (closed.length === 0) return;
	throw new Refusal(
		'conflict',
		`The judge ${judge} cannot be promoted: ${closed.map(({ says }) => says).join(' ')}`,
		results.map(({ gate, value, is_open: isOpen, says }) => ({
			name: `gates.${gate}`,
			...(value === null ? {} : { value: String(value) }),
			reason: `${isOpen ? 'Passed' : 'Blocks'}: ${says}`,
		})),
	);
}
