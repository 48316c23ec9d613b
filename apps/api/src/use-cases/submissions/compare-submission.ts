import { findEntrants } from '@codejoust/db/queries/boards/boards';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import { findSubmission } from '@codejoust/db/queries/submissions/submissions';
import { Refusal } from '../../refusal.ts';
import { type BoardAnswer, hashState } from '../boards/board-answer.ts';
import { loadBenchmark } from '../boards/board-cache.ts';
import { readRunJob } from '../boards/board-input.ts';
import { nameSnapshot } from '../boards/find-board.ts';
import { locateBattles, resolveNames } from '../boards/read-comparison.ts';
import { readSlice } from '../boards/read-slice.ts';
import { readInputs } from '../boards/snapshot-texts.ts';
import { findJudgedRun, nameRun, type NumbersDeps, readNumbers } from './judged-numbers.ts';
import { findBoardOf, findReplaced } from './place-submission.ts';

/**
 * A submission, public or not, beside one model of the board that it would be on: a `Comparison` whose answer is the one of the
 * submission's place. Refuses with `not-found` what the viewer may not see, and what is not judged or has no board.
 */
export async function compareSubmission(
	deps: NumbersDeps,
	{ id, viewer, other }: { readonly id: string; readonly viewer: Viewer; readonly other: string },
): Promise<BoardAnswer> {
	const submission = await findSubmission(deps.db, id, viewer);
	if (!submission) throw new Refusal('not-found', `There is no submission "${id}".`);
	const run = await findJudgedRun(deps.db, submission);
	if (!run) throw new Refusal('not-found', `Submission ${id} is not judged yet.`);
	const { board, visibility } = await findBoardOf(deps, submission, run);
	const snapshot = board && nameSnapshot(board);
	if (!snapshot) throw new Refusal('not-found', `Submission ${id} has no board to be compared on.`);
	const rows = (await readSlice(deps, snapshot.id, {})).filter((row) => row.id !== id);
	const entrants = await findEntrants(
		deps.db,
		rows.map((row) => row.id),
	);
	const [otherId = ''] = resolveNames([other], entrants, 'with');
	const model = entrants.get(otherId);
	if (!model) throw new Error(`submission ${otherId} vanished`);
	const replaced = await findReplaced(deps, submission);
	const loaded = await loadBenchmark(deps, submission.benchmarkVersionId);
	const key = [
		...['own', loaded.modelsRevision, snapshot.id, JSON.stringify(visibility)],
		...[nameRun(run), otherId, replaced ?? ''],
	].join(' ');
	const { judgeVersionId } = run.run;
	const ids = [id, otherId];
	const compute = async () => {
		const pairs = await deps.boards.compute(`comparison ${key}`, async () => {
			const inputs = await readInputs(deps.db, snapshot.id);
			const judged = { ...submission, judgeVersionId, judge: run.judge };
			const own = await readRunJob(deps.db, judged, { runId: run.run.id, submissionId: id });
			const [entrant] = own.entrants;
			if (entrant === undefined) throw new Error(`run ${run.run.id} has no entrant`);
			return { kind: 'comparison', inputs, slice: {}, ids, entrant, replaced } as const;
		});
		const { overall } = await readNumbers(deps, submission, run);
		return deps.boards.write.comparison({
			version: { ...loaded.version, ...visibility },
			judge: run.judge,
			snapshot,
			slice: {},
			n: overall?.n ?? 0,
			entrants: [
				{ id, model: submission.model, row: overall },
				{ id: otherId, model, row: rows.find((row) => row.id === otherId) },
			],
			pairs,
			findPlace: await locateBattles(deps.db, { judgeVersionId, ids, pairs }),
		});
	};
	return { etag: hashState(key), body: () => deps.boards.comparisons.get(key, compute) };
}
