import type { BoardQuestion } from '@codejoust/arena/board-input';
import type { Database } from '@codejoust/db/connect';
import type { BenchmarkStanding } from '@codejoust/db/queries/benchmark-standing';
import {
	type BenchmarkVersionRow,
	findBenchmarkVersionById,
	listQuestionOutlines,
} from '@codejoust/db/queries/benchmarks';
import { findBaseline, listResponses } from '@codejoust/db/queries/submissions';
import { presentChoices } from '../present/benchmark.ts';
import type { FilterChoices } from '../schemas/benchmark.ts';
import type { BoardAnswer } from './board-answer.ts';
import { asBoardQuestion } from './board-input.ts';
import { type BoardThread, openBoardThread } from './board-thread.ts';
import { coalesce } from './coalesce.ts';
import { keep, type Kept } from './keep.ts';

/** What never changes of a benchmark version and every read of its boards needs. */
export type BenchmarkFacts = {
	readonly version: Omit<BenchmarkVersionRow, keyof BenchmarkStanding>;
	readonly questions: readonly BoardQuestion[];
	readonly choices: FilterChoices;
	/** The baseline's answer lengths by question. */
	readonly baselineLengths: ReadonlyMap<string, number>;
};

/** A slice of a snapshot, ready to be sent. */
export type SliceView = {
	readonly n: number;
	readonly baselineMedianLength: number | null;
	/** Each the JSON of a `LeaderboardRow`. */
	readonly rows: readonly string[];
};

/** What the reads of boards share in one process: a thread for what is not stored yet, and what cannot change. */
export type BoardShelf = {
	readonly thread: BoardThread;
	readonly facts: Kept<BenchmarkFacts>;
	readonly slices: Kept<SliceView>;
	/** Standing boards, which can change at any time: shared only while they are read. */
	readonly standing: ReturnType<typeof coalesce<BoardAnswer>>;
	/** JSON texts of comparisons. */
	readonly comparisons: Kept<string>;
	readonly close: () => Promise<void>;
};
export type BoardDeps = { readonly db: Database; readonly boards: BoardShelf };

const MOST_QUESTIONS = 100_000;
const MOST_CHARACTERS = 16_000_000;

export function openBoardShelf(): BoardShelf {
	const thread = openBoardThread();
	return {
		thread,
		facts: keep({ most: MOST_QUESTIONS, weigh: ({ questions }) => questions.length }),
		slices: keep({
			most: MOST_CHARACTERS,
			weigh: ({ rows }) => rows.reduce((sum, row) => sum + row.length, 0),
		}),
		standing: coalesce<BoardAnswer>(),
		comparisons: keep({ most: MOST_CHARACTERS / 4, weigh: (text) => text.length }),
		close: thread.close,
	};
}

export async function readFacts({ db, boards }: BoardDeps, id: number): Promise<BenchmarkFacts> {
	return boards.facts.get(String(id), async () => {
		const version = await findBenchmarkVersionById(db, id);
		if (!version) throw new Error(`benchmark version ${id} vanished`);
		const outlines = await listQuestionOutlines(db, id);
		const baseline = await listResponses(db, await findBaseline(db, id));
		return {
			version,
			questions: outlines.map(asBoardQuestion),
			choices: presentChoices(outlines),
			baselineLengths: new Map(baseline.map((row) => [row.key, row.characters])),
		};
	});
}
