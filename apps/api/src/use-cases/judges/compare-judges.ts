import {
	COMPARISON_CODE_VERSION,
	type JudgeComparison,
} from '@codejoust/arena/judge-quality/judge-comparison';
import type { JudgeSide } from '@codejoust/arena/judge-quality/judged-twice';
import { mixSeed } from '@codejoust/arena/maths/random';
import type { BoardJob } from '@codejoust/board/board-job';
import { packText, unpackText } from '../boards/packed-text.ts';
import type { Database } from '@codejoust/db/connect';
import { findBenchmarkVisibility } from '@codejoust/db/queries/benchmarks/benchmark-visibility';
import {
	type JudgePair,
	listReplicateRuns,
	listTwiceJudged,
	type TwiceJudgedRow,
} from '@codejoust/db/queries/judges/judge-comparison';
import { findJudgeVersionById, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import {
	findStoredComparison,
	storeComparison,
} from '@codejoust/db/queries/judges/stored-comparisons';
import { readModelsRevision } from '@codejoust/db/queries/models/models-revision';
import { makerOf } from '@codejoust/judge/definition/model-maker';
import { contentHash } from '@codejoust/judge/identity/identity';
import { hasMembers } from '../../has-members.ts';
import { type BoardAnswer, hashState } from '../boards/board-answer.ts';
import { type LoadedBenchmark, type BoardDeps, loadBenchmark } from '../boards/board-cache.ts';
import type { BoardThread } from '../boards/board-thread.ts';
import { type ComparedRuns, familyOf, readTwiceJudged } from './judge-comparison-input.ts';

type JudgesJob = Extract<BoardJob, { kind: 'judges' }>;

const STEPS = 50;

/**
 * Two judge versions over the battles of published submissions that both have settled, whatever became of their runs: nothing is
 * asked, and a run that goes on counts as far as it is. Computed once for a state of its runs, beside the event loop, and stored
 * where they all stand still. While runs go on it lags behind them by a fiftieth of their games at most.
 */
export async function findJudgeComparison(deps: BoardDeps, pair: JudgePair): Promise<BoardAnswer> {
	const { db, boards } = deps;
	const runs = await readRuns(db, pair);
	const benchmarkVisibility = await findBenchmarkVisibility(db, pair.benchmarkVersionId);
	const key = hashState([
		'judges',
		pair,
		benchmarkVisibility,
		await readModelsRevision(db),
		stateOf(runs),
	]);
	const compare = async () => {
		const compared = await readCompared(deps, pair, runs);
		const computed = await compareOnce(deps, compared, (read) =>
			boards.compute(`judges ${key}`, read),
		);
		const { loaded, judges } = compared;
		const models = new Map(runs.entrants.map((row) => [row.submissionId, row.model]));
		const benchmark = { ...loaded.version, ...benchmarkVisibility };
		return boards.write.judges(computed, { benchmark, judges, models });
	};
	return { etag: key, body: () => boards.comparisons.get(`judges ${key}`, compare) };
}

/** Computes the comparison of a pair in the thread and stores it, unless it is stored or some of its runs go on. */
export async function storeJudgeComparison(
	deps: BoardDeps & { readonly thread: BoardThread; readonly stopping: AbortSignal },
	pair: JudgePair,
): Promise<void> {
	const compared = await readCompared(deps, pair, await readRuns(deps.db, pair));
	await compareOnce(deps, compared, async (read) => deps.thread.run(await read(deps.stopping)));
}

async function readRuns(db: Database, pair: JudgePair): Promise<ComparedRuns> {
	const entrants = await listTwiceJudged(db, pair);
	const replicates = await listReplicateRuns(db, {
		submissionIds: entrants.map(({ submissionId }) => submissionId),
		judgeVersionIds: [pair.from, pair.to],
	});
	return { entrants, replicates };
}

type Compared = {
	readonly pair: JudgePair;
	readonly runs: ComparedRuns;
	readonly loaded: LoadedBenchmark;
	readonly judges: Record<JudgeSide, JudgeVersionRow>;
};

async function readCompared(
	deps: BoardDeps,
	pair: JudgePair,
	runs: ComparedRuns,
): Promise<Compared> {
	const loaded = await loadBenchmark(deps, pair.benchmarkVersionId);
	const judges = { from: await findJudge(deps, pair.from), to: await findJudge(deps, pair.to) };
	return { pair, runs, loaded, judges };
}

/** The comparison as it is stored for this state of its runs; else as `run` computes it from the job, stored where they stand still. */
async function compareOnce(
	{ db, boards }: BoardDeps,
	compared: Compared,
	run: (read: (signal: AbortSignal) => Promise<JudgesJob>) => Promise<JudgeComparison>,
): Promise<JudgeComparison> {
	const { pair, runs, loaded, judges } = compared;
	const head = {
		seed: mixSeed(loaded.version.contentHash, judges.from.hash, judges.to.hash),
		families: familiesOf(judges, loaded),
	};
	const isWhole = runs.entrants.length > 0 && pair.submissionIds === undefined;
	const isStill = isWhole && openGames(runs) === 0;
	const state = contentHash(
		JSON.stringify([COMPARISON_CODE_VERSION, head, stateOf(runs), runs.entrants.map(nameEntrant)]),
	);
	const stored = isStill ? await findStoredComparison(db, pair, state) : undefined;
	// Written below.
	if (stored) return JSON.parse(await unpackText(stored)) as JudgeComparison;
	const computed = await run(async (signal) => ({
		kind: 'judges',
		head,
		entrants: await readTwiceJudged(db, runs, { pair, loaded, signal }),
	}));
	if (isStill)
		await storeComparison(boards.primary, pair, {
			state,
			numbers: await packText(JSON.stringify(computed)),
		});
	return computed;
}

function nameEntrant(row: TwiceJudgedRow): readonly unknown[] {
	return [row.submissionId, familyOf(row) ?? null];
}

/** Runs that go on are counted anew at every fiftieth of their games, and not with every reply. */
function stateOf(runs: ComparedRuns): readonly unknown[] {
	const rows = [...runs.entrants, ...runs.replicates];
	const open = openGames(runs);
	const settled = rows.reduce((sum, { settledGames }) => sum + settledGames, 0);
	const step = open === 0 ? 0 : Math.floor((STEPS * settled) / open);
	return [rows.map(({ state }) => state), step];
}

/** Games of runs that go on. */
function openGames({ entrants, replicates }: ComparedRuns): number {
	return [...entrants, ...replicates].reduce((sum, row) => sum + row.openGames, 0);
}

async function findJudge({ db }: BoardDeps, id: number): Promise<JudgeVersionRow> {
	const judge = await findJudgeVersionById(db, id);
	if (!judge) throw new Error(`judge version ${id} vanished`);
	return judge;
}

function familiesOf(judges: Record<JudgeSide, JudgeVersionRow>, { version }: LoadedBenchmark) {
	// A jury or cascade has no family: its members are recused where they would judge their own.
	const [from, to] = [judges.from, judges.to].map((judge) =>
		hasMembers(judge) ? undefined : makerOf(judge.model),
	);
	const { slug, name, organisation } = version.baseline;
	const baseline = makerOf(slug, name, organisation);
	return { ...(from && { from }), ...(to && { to }), ...(baseline && { baseline }) };
}
