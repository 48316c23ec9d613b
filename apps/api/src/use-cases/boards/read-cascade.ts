import { type CascadeBattle, measureCascade } from '@codejoust/arena/judge-quality/cascade-quality';
import type { Database } from '@codejoust/db/connect';
import { findEntrants, listBoardRuns } from '@codejoust/db/queries/boards/boards';
import { findJudgeVersionByHash, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { type CascadeBattleRow, listCascadeBattles } from '@codejoust/db/queries/runs/cascade-runs';
import { cascadeDefinitionSchema } from '@codejoust/judge/protocol/definition';
import { nameJudge } from '../../benchmark-name.ts';
import { isCascade } from '../../has-members.ts';
import type { FoundCascade } from '../../present/cascade.ts';
import { Refusal } from '../../refusal.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import type { BoardDeps, LoadedBenchmark } from './board-cache.ts';
import { findBoard } from './find-board.ts';

/**
 * What a cascade has asked and saved on its board, a `CascadeQuality`: the live board's, or that of the named judge version.
 * Computed once for a snapshot.
 */
export async function readCascade(
	deps: BoardDeps,
	benchmark: string,
	judgeName: string | undefined,
): Promise<BoardAnswer> {
	const { db } = deps;
	const { loaded, board } = await findBoard(deps, benchmark, judgeName);
	const judge = await requireJudge(db, board.judge.hash);
	if (!isCascade(judge))
		throw new Refusal(
			'not-found',
			`The judge ${nameJudge(judge)} is no cascade: it asks no second judge where it is not sure.`,
		);
	const key = `cascade ${loaded.modelsRevision} ${loaded.version.id} ${judge.hash} ${board.snapshotId}`;
	const write = async () => deps.boards.write.cascade(await measure(db, loaded, judge));
	return { etag: hashState([key]), body: () => deps.boards.comparisons.get(key, write) };
}

async function measure(
	db: Database,
	loaded: LoadedBenchmark,
	judge: JudgeVersionRow,
): Promise<FoundCascade> {
	const { members, margin } = cascadeDefinitionSchema.parse(judge.definition);
	const [first, second] = members;
	if (!first || !second) throw new Error(`${nameJudge(judge)} lacks one of its two judges`);
	const key = { benchmarkVersionId: loaded.version.id, judgeVersionId: judge.id };
	const runIds = (await listBoardRuns(db, key)).map(({ runId }) => runId);
	const rows = await listCascadeBattles(db, runIds, { first: first.hash, second: second.hash });
	const quality = measureCascade(rows.map(asBattle));
	return {
		version: loaded.version,
		judge,
		first: await requireJudge(db, first.hash),
		second: await requireJudge(db, second.hash),
		margin,
		quality,
		models: await findEntrants(
			db,
			quality.rows.map(({ entrantId }) => entrantId),
		),
	};
}

async function requireJudge(db: Database, hash: string): Promise<JudgeVersionRow> {
	const row = await findJudgeVersionByHash(db, hash);
	if (!row) throw new Error(`judge ${hash} vanished`);
	return row;
}

function asBattle(row: CascadeBattleRow): CascadeBattle {
	return {
		entrantId: row.submissionId,
		questionId: row.questionKey,
		isScored: row.outcome !== 'unscored',
		isAsked: row.secondGames > 0,
		firstOutcome: row.firstOutcome ?? undefined,
		secondOutcome: row.secondOutcome ?? undefined,
		firstGames: row.firstGames,
		secondGames: row.secondGames,
		firstCost: row.firstCost ?? undefined,
		secondCost: row.secondCost ?? undefined,
	};
}
