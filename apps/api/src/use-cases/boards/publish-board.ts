import type { Database } from '@codejoust/db/connect';
import { type BoardRecord, listStaleBoards } from '@codejoust/db/queries/boards/boards';
import { publishSnapshot } from '@codejoust/db/queries/boards/snapshots';
import { readBoardJob } from './board-input.ts';
import { BOARD_CODE_VERSION, BOARD_RULE } from '@codejoust/board/board-numbers';
import type { BoardThread } from './board-thread.ts';

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
	const { id, inputsHash, inputs, slopes, slices, submissionIds, judging } = await thread.run(job);
	const { benchmarkVersionId, judgeVersionId, staleSince } = board;
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
			inputs,
			slopes,
		},
		{ slices, submissionIds, judging, staleSince },
	);
}
