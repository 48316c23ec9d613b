import type { BoardQuestion } from '@codejoust/arena/outcomes/board-input';
import type { Database } from '@codejoust/db/connect';
import type { BenchmarkVisibility } from '@codejoust/db/queries/benchmarks/benchmark-visibility';
import {
	type BenchmarkVersionRow,
	findBenchmarkVersionById,
	listQuestionOutlines,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import { readModelsRevision } from '@codejoust/db/queries/models/models-revision';
import { findBaseline, listResponses } from '@codejoust/db/queries/submissions/submissions';
import type { BoardWriters } from '../../present/board-writers.ts';
import type { Standing } from '../../present/standing-words.ts';
import type { FilterChoices } from '@codejoust/contract/schemas/benchmark';
import type { AnswerBytes } from './board-answer.ts';
import { asBoardQuestion } from './board-input.ts';
import { listChoices } from './list-choices.ts';
import { type ComputationLimits, type Computations, openComputations } from './computations.ts';
import { singleFlight } from './single-flight.ts';
import { type LoadingCache, openLruCache } from './lru-cache.ts';

/** What every read of a benchmark version's boards needs; only the metadata of models in it ever change. */
export type LoadedBenchmark = {
	readonly version: Omit<BenchmarkVersionRow, keyof BenchmarkVisibility>;
	/** Changes when any model is corrected: a key and an ETag of what names models contains it. */
	readonly modelsRevision: string;
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
	/** What the slice shows, in sentences, and how many pairs of models are told apart. */
	readonly standing: Standing;
};

/** What the reads of boards share in one process: computing what is not stored yet, and what cannot change. */
export type BoardCache = {
	/** Where what a read computes is stored; reads themselves may come from a replica. */
	readonly primary: Database;
	readonly compute: Computations['compute'];
	readonly benchmarks: LoadingCache<LoadedBenchmark>;
	readonly slices: LoadingCache<SliceView>;
	/** Current boards, which can change at any time: shared only while they are read. */
	readonly shareRead: ReturnType<typeof singleFlight<AnswerBytes>>;
	/** Boards as they are sent, by their ETag. */
	readonly bodies: LoadingCache<Uint8Array<ArrayBuffer>>;
	/** How that which is kept as JSON is written. */
	readonly write: BoardWriters;
	/** JSON texts of comparisons. */
	readonly comparisons: LoadingCache<string>;
	readonly close: () => Promise<void>;
};
export type BoardDeps = { readonly db: Database; readonly boards: BoardCache };

const MOST_QUESTIONS = 100_000;
const MOST_CHARACTERS = 16_000_000;
const MOST_BYTES = 8_000_000;

/** `limits` are those of what one read may compute. */
export function openBoardCache(
	{ write, primary }: Pick<BoardCache, 'write' | 'primary'>,
	limits: ComputationLimits,
): BoardCache {
	const { compute, close } = openComputations(limits);
	return {
		primary,
		compute,
		write,
		benchmarks: openLruCache({ most: MOST_QUESTIONS, weigh: ({ questions }) => questions.length }),
		slices: openLruCache({
			most: MOST_CHARACTERS,
			weigh: ({ rows }) => rows.reduce((sum, row) => sum + row.length, 0),
		}),
		shareRead: singleFlight<AnswerBytes>(),
		bodies: openLruCache({ most: MOST_BYTES, weigh: ({ byteLength }) => byteLength }),
		comparisons: openLruCache({ most: MOST_CHARACTERS / 4, weigh: (text) => text.length }),
		close,
	};
}

export async function loadBenchmark(
	{ db, boards }: BoardDeps,
	id: number,
	known?: { readonly modelsRevision: string },
): Promise<LoadedBenchmark> {
	const { modelsRevision } = known ?? { modelsRevision: await readModelsRevision(db) };
	return boards.benchmarks.get(`${id} ${modelsRevision}`, async () => {
		const version = await findBenchmarkVersionById(db, id);
		if (!version) throw new Error(`benchmark version ${id} vanished`);
		const outlines = await listQuestionOutlines(db, id);
		const baseline = await listResponses(db, await findBaseline(db, id));
		return {
			version,
			modelsRevision,
			questions: outlines.map(asBoardQuestion),
			choices: listChoices(outlines),
			baselineLengths: new Map(baseline.map((row) => [row.key, row.characters])),
		};
	});
}
