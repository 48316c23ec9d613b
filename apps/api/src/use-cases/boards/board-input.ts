import {
	type BattleResult,
	EMPTY_ANSWER_LOSS,
	EQUAL_TEXTS_TIE,
	isOrderless,
} from '@codejoust/arena/rules/battle';
import { addSlopes, NO_SLOPES } from '@codejoust/arena/outcomes/slope-sums';
import type { BoardEntry, BoardQuestion } from '@codejoust/arena/outcomes/board-input';
import type { UnscoredReason } from '@codejoust/arena/rules/judgment';
import type { Database } from '@codejoust/db/connect';
import {
	findBenchmarkVersionById,
	listQuestionOutlines,
	type QuestionOutlineRow,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import {
	type BoardBattleRow,
	type BoardKey,
	listBoardBattles,
	listBoardRuns,
} from '@codejoust/db/queries/boards/boards';
import { listOtherSlopes } from '@codejoust/db/queries/boards/snapshots';
import { findBaseline, listResponses } from '@codejoust/db/queries/submissions/submissions';
import type { BoardJob } from '@codejoust/board/board-job';
import { packBoardHead, packEntrant } from '@codejoust/board/pack-board-input';

type Job = Extract<BoardJob, { kind: 'board' | 'snapshot' }>;
type JobOf<Kind> = Job & { readonly kind: Kind };
/** Which board, with the hash of its judge version. */
type JudgedBoard = BoardKey & { readonly judge: { readonly hash: string } };

/**
 * Everything that a board's numbers are a function of, read from what is stored: a job for the board thread. Entrants are
 * read and packed one by one, so that no step holds the event loop for long.
 */
export async function readBoardJob(db: Database, key: JudgedBoard): Promise<JobOf<'snapshot'>> {
	return { ...(await readJob(db, key, await listBoardRuns(db, key))), kind: 'snapshot' };
}

/** The same for one finished run alone, whether its submission is public or not: its numbers as a board would show them. */
export async function readRunJob(
	db: Database,
	key: JudgedBoard,
	run: { readonly runId: string; readonly submissionId: string },
): Promise<JobOf<'board'>> {
	return { ...(await readJob(db, key, [run])), kind: 'board' };
}

async function readJob(
	db: Database,
	key: JudgedBoard,
	runs: readonly { readonly runId: string; readonly submissionId: string }[],
): Promise<Omit<Job, 'kind'>> {
	const version = await findBenchmarkVersionById(db, key.benchmarkVersionId);
	if (!version) throw new Error(`benchmark version ${key.benchmarkVersionId} vanished`);
	const outlines = await listQuestionOutlines(db, key.benchmarkVersionId);
	const baseline = await listResponses(db, await findBaseline(db, key.benchmarkVersionId));
	const keyOf = new Map(outlines.map((question) => [question.id, question.key]));
	const head = packBoardHead({
		seed: version.contentHash,
		questions: outlines.map(asBoardQuestion),
		baselineLengths: new Map(baseline.map((row) => [row.key, row.characters])),
		otherBoards: (await listOtherSlopes(db, key)).reduce(addSlopes, NO_SLOPES),
	});
	const baselineHashOf = new Map(baseline.map((row) => [row.questionId, row.textHash]));
	const entrants: string[] = [];
	for (const { runId, submissionId } of runs.toSorted(bySubmission)) {
		const rows = await listBoardBattles(db, runId);
		const entries = rows.map((row) => asEntry(row, keyOf, baselineHashOf));
		entrants.push(JSON.stringify(packEntrant(head, { id: submissionId, entries })));
	}
	return { judgeHash: key.judge.hash, head, entrants };
}

function bySubmission(a: { readonly submissionId: string }, b: { readonly submissionId: string }) {
	return a.submissionId < b.submissionId ? -1 : 1;
}

/** A stored question as the arena groups it. */
export function asBoardQuestion(question: QuestionOutlineRow): BoardQuestion {
	const { key: id, category, subcategory, languages, difficulty } = question;
	return { id, category, subcategory, languages, difficulty };
}

/** A battle on a text that equals the baseline's is a tie, also where a judge was asked before that was the rule. */
function asEntry(
	row: BoardBattleRow,
	keyOf: ReadonlyMap<number, string>,
	baselineHashOf: ReadonlyMap<number, string>,
): BoardEntry {
	const questionId = keyOf.get(row.questionId);
	if (questionId === undefined) throw new Error(`question ${row.questionId} vanished`);
	const isCopy = !row.isEmpty && row.responseHash === baselineHashOf.get(row.questionId);
	const result = isCopy ? EQUAL_TEXTS_TIE : asBattleResult(row);
	return {
		questionId,
		responseLength: row.responseLength,
		...(result ? { result } : {}),
		...(row.costMicroUsd === null ? {} : { costMicroUsd: row.costMicroUsd }),
	};
}

type StoredOutcome = Omit<
	BoardBattleRow,
	'questionId' | 'responseHash' | 'isEmpty' | 'unscoredPoints'
> &
	Partial<Pick<BoardBattleRow, 'unscoredPoints'>>;

/** A stored outcome as the arena has it; undefined while the battle is open. */
export function asBattleResult(row: StoredOutcome): BattleResult | undefined {
	if (row.outcome === null) return undefined;
	if (row.outcome === 'unscored') {
		// Only the arena's own reasons are ever written there.
		const reasons = row.unscoredReasons as UnscoredReason[];
		const { unscoredPoints: points } = row;
		return { kind: 'unscored', reasons, ...(points != null && { points }) };
	}
	if (row.decidedBy === 'empty-answer') return EMPTY_ANSWER_LOSS;
	if (row.decidedBy === 'equal-texts') return EQUAL_TEXTS_TIE;
	const { margin, consistency, firstWins, decidedGames, decidedBy: by } = row;
	const numbers = row.numbers == null ? {} : { numbers: row.numbers };
	if (isOrderless(by) && margin !== null)
		return { kind: 'scored', by, outcome: row.outcome, margin, ...numbers };
	if (margin === null || consistency === null || firstWins === null || decidedGames === null)
		throw new Error('a battle decided by its games lacks their numbers');
	return {
		kind: 'scored',
		by: 'games',
		outcome: row.outcome,
		margin,
		consistency,
		firstWins: asCount(firstWins),
		decidedGames: asCount(decidedGames),
		...numbers,
	};
}

function asCount(value: number): 0 | 1 | 2 {
	if (value === 0 || value === 1 || value === 2) return value;
	throw new Error(`a battle has two games, not ${value}`);
}
