import type { Database } from '@codejoust/db/connect';
import { sumAskings } from '@codejoust/arena/judge-quality/asking-noise';
import type { JudgingCounts } from '@codejoust/arena/outcomes/judging-counts';
import { OUTCOME_POINTS } from '@codejoust/arena/judge-quality/noise-floor';
import { listRepeatedOutcomes } from '@codejoust/db/queries/judges/askings';
import { type BoardRecord, listStaleBoards } from '@codejoust/db/queries/boards/boards';
import { publishSnapshot } from '@codejoust/db/queries/boards/snapshots';
import { readBoardJob } from './board-input.ts';
import { BOARD_CODE_VERSION, BOARD_RULE } from '@codejoust/board/board-numbers';
import type { BoardThread } from './board-thread.ts';
import { packSnapshot } from './pack-snapshot.ts';

type PublishDeps = { readonly db: Database; readonly thread: BoardThread };

/** Recomputes every board that has changed. Returns how many there were. */
export async function publishStaleBoards(deps: PublishDeps): Promise<number> {
	const stale = await listStaleBoards(deps.db);
	for (const board of stale) await publishBoard(deps, board);
	return stale.length;
}

/** Computes a board from what is stored and shows it as a new snapshot, addressed by its content. */
export async function publishBoard({ db, thread }: PublishDeps, board: BoardRecord): Promise<void> {
	const job = await readBoardJob(db, board);
	const { id, inputsHash, slopes, slices, submissionIds, judging, ...split } =
		await thread.run(job);
	const { benchmarkVersionId, judgeVersionId, staleSince } = board;
	const { contents, parts } = await packSnapshot(db, split);
	const askings = await sumStoredAskings(db, { submissionIds, judgeVersionId });
	await publishSnapshot(
		db,
		{
			id,
			benchmarkVersionId,
			judgeVersionId,
			rule: BOARD_RULE,
			seed: job.head.seed,
			codeVersion: BOARD_CODE_VERSION,
			inputsHash,
			contents,
			slopes,
		},
		{ parts, slices, submissionIds, judging: { ...judging, ...askings }, staleSince },
	);
}

/** What replicates tell of the judge's noise; no part of the board's address, since they change none of its numbers. */
async function sumStoredAskings(
	db: Database,
	scope: { readonly submissionIds: readonly string[]; readonly judgeVersionId: number },
): Promise<Pick<JudgingCounts, 'askings'>> {
	const repeated = await listRepeatedOutcomes(db, scope);
	if (repeated.length === 0) return {};
	const models = Map.groupBy(repeated, ({ submissionId }) => submissionId);
	const points = [...models.values()].map((battles) =>
		battles.map(({ outcomes }) => outcomes.map((outcome) => OUTCOME_POINTS[outcome])),
	);
	return { askings: sumAskings(points) };
}
