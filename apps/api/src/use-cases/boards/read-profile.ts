import {
	LEAST_MODELS,
	separateQuestions,
	type SeparatedQuestion,
} from '@codejoust/arena/board/question-separation';
import type { BenchmarkTexts } from '@codejoust/board/benchmark-texts';
import type { Database } from '@codejoust/db/connect';
import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks/benchmarks';
import { listContaminations } from '@codejoust/db/queries/benchmarks/contaminations';
import { listBoardRuns } from '@codejoust/db/queries/boards/boards';
import { type BoardState, findBoards } from '@codejoust/db/queries/boards/find-boards';
import { countQuestionOutcomes } from '@codejoust/db/queries/boards/question-outcomes';
import { findBaseline, listResponses } from '@codejoust/db/queries/submissions/submissions';
import { findTexts } from '@codejoust/db/queries/texts/texts';
import { promptOf } from '@codejoust/formats/questions/question-record';
import { parseBenchmarkName } from '../../benchmark-name.ts';
import type { FoundProfile } from '../../present/profile.ts';
import { Refusal } from '../../refusal.ts';
import { readMessages } from '../../stored-messages.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import { type BoardDeps, loadBenchmark } from './board-cache.ts';

/** Texts that are read from the database at a time. */
const BATCH = 200;

/**
 * The questions of a version in numbers: a `BenchmarkProfile`. Its texts are measured once, on the board thread; which
 * questions separate models is counted again when the live board changes.
 */
export async function readProfile(deps: BoardDeps, benchmark: string): Promise<BoardAnswer> {
	const found = await findBoards(deps.db, parseBenchmarkName(benchmark));
	if (!found) throw new Refusal('not-found', `There is no benchmark "${benchmark}".`);
	const loaded = await loadBenchmark(deps, found.benchmarkVersionId);
	const [board] = found.boards;
	const contaminations = await listContaminations(deps.db, found.benchmarkVersionId);
	const live = board?.snapshotId == null ? undefined : board;
	const key = `profile ${JSON.stringify([
		loaded.modelsRevision,
		found.benchmarkVersionId,
		found.benchmarkVisibility,
		live?.judgeVersionId ?? null,
		live?.snapshotId ?? null,
		contaminations.map(({ id, storedAt }) => [id, storedAt]),
	])}`;
	return {
		etag: hashState(key),
		body: () =>
			deps.boards.comparisons.get(key, async () =>
				deps.boards.write.profile({
					version: { ...loaded.version, ...found.benchmarkVisibility },
					choices: loaded.choices,
					questions: loaded.questions,
					contaminations,
					texts: await measureTexts(deps, found.benchmarkVersionId),
					separation: live ? await readSeparation(deps.db, live) : undefined,
				}),
			),
	};
}

/** Kept apart from the rest: a version's texts do not change with its boards. */
async function measureTexts(deps: BoardDeps, versionId: number): Promise<BenchmarkTexts> {
	const key = `texts of a benchmark ${versionId}`;
	const text = await deps.boards.comparisons.get(key, async () =>
		JSON.stringify(
			await deps.boards.compute(key, async () => ({
				kind: 'texts' as const,
				prompts: JSON.stringify(await readPrompts(deps.db, versionId)),
				answers: JSON.stringify(await readAnswers(deps.db, versionId)),
			})),
		),
	);
	// Written in this shape just now, or when it was kept.
	return JSON.parse(text) as BenchmarkTexts;
}

/** What users ask in each question, in order; a redacted question is an empty one. */
async function readPrompts(db: Database, versionId: number): Promise<readonly string[]> {
	const outlines = await listQuestionOutlines(db, versionId);
	const bodies = await readBodies(
		db,
		outlines.map(({ contentHash }) => contentHash),
	);
	return bodies.map((body) => (body === null ? '' : promptOf({ messages: readMessages(body) })));
}

async function readAnswers(db: Database, versionId: number): Promise<readonly string[]> {
	const rows = await listResponses(db, await findBaseline(db, versionId));
	const bodies = await readBodies(
		db,
		rows.map(({ textHash }) => textHash),
	);
	return bodies.flatMap((body) => body ?? []);
}

async function readBodies(
	db: Database,
	hashes: readonly string[],
): Promise<readonly (string | null)[]> {
	const bodies: (string | null)[] = [];
	for (let from = 0; from < hashes.length; from += BATCH) {
		const batch = hashes.slice(from, from + BATCH);
		const found = await findTexts(db, batch);
		bodies.push(...batch.map((hash) => found.get(hash) ?? null));
	}
	return bodies;
}

async function readSeparation(
	db: Database,
	board: BoardState,
): Promise<NonNullable<FoundProfile['separation']>> {
	const runs = await listBoardRuns(db, board);
	const outlines = await listQuestionOutlines(db, board.benchmarkVersionId);
	const rows = await countQuestionOutcomes(
		db,
		runs.map(({ runId }) => runId),
	);
	const byQuestion = new Map(rows.map((row) => [row.questionId, row]));
	const outcomes = outlines.flatMap(({ id, key }) => {
		const row = byQuestion.get(id);
		return row ? [{ ...row, questionId: key }] : [];
	});
	const questions: readonly SeparatedQuestion[] = separateQuestions(outcomes);
	return { judge: board.judge, models: runs.length, leastModels: LEAST_MODELS, questions };
}
