import { readModelsRevision } from '@codejoust/db/queries/models/models-revision';
import type {
	JudgedSide,
	JudgeSide,
	RepeatedBattle,
	TwiceJudgedEntrant,
} from '@codejoust/arena/judge-quality/judged-twice';
import { mixSeed } from '@codejoust/arena/maths/random';
import { findBenchmarkVisibility } from '@codejoust/db/queries/benchmarks/benchmark-visibility';
import {
	type JudgePair,
	listReplicateRuns,
	listSettledBattles,
	listTwiceJudged,
	type SettledBattleRow,
	type TwiceJudgedRow,
} from '@codejoust/db/queries/judges/judge-comparison';
import { findJudgeVersionById, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import {
	listQuestionOutlines,
	type QuestionOutlineRow,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import { hasMembers } from '../../has-members.ts';
import { makerOf } from '@codejoust/judge/definition/model-maker';
import { type BoardAnswer, hashState } from '../boards/board-answer.ts';
import { asBattleResult } from '../boards/board-input.ts';
import { type LoadedBenchmark, type BoardDeps, loadBenchmark } from '../boards/board-cache.ts';

const STEPS = 50;
/** Whose battles one statement reads; few, so that no step holds the event loop for long. */
const ENTRANTS_AT_ONCE = 4;

/**
 * Two judge versions over the battles of published submissions that both have settled, whatever became of their runs: nothing is
 * asked, and a run that goes on counts as far as it is. Computed once for a state of its runs, beside the event loop. While runs go on it lags behind them by a
 * fiftieth of their games at most.
 */
export async function findJudgeComparison(deps: BoardDeps, pair: JudgePair): Promise<BoardAnswer> {
	const { db, boards } = deps;
	const entrants = await listTwiceJudged(db, pair);
	const replicates = await listReplicateRuns(db, {
		submissionIds: entrants.map(({ submissionId }) => submissionId),
		judgeVersionIds: [pair.from, pair.to],
	});
	const benchmarkVisibility = await findBenchmarkVisibility(db, pair.benchmarkVersionId);
	const key = hashState([
		'judges',
		pair,
		benchmarkVisibility,
		await readModelsRevision(db),
		stateOf([...entrants, ...replicates]),
	]);
	const compare = async () => {
		const loaded = await loadBenchmark(deps, pair.benchmarkVersionId);
		const judges = { from: await findJudge(deps, pair.from), to: await findJudge(deps, pair.to) };
		const outlines = await listQuestionOutlines(db, pair.benchmarkVersionId);
		const read = createReader({ pair, loaded, outlines, replicates });
		const computed = await boards.compute(`judges ${key}`, async (signal) => {
			const texts: string[] = [];
			for (let at = 0; at < entrants.length; at += ENTRANTS_AT_ONCE) {
				signal.throwIfAborted();
				const some = entrants.slice(at, at + ENTRANTS_AT_ONCE);
				const battles = await listSettledBattles(db, runsOf(some, replicates));
				texts.push(...some.map((entrant) => JSON.stringify(read(entrant, battles))));
			}
			return {
				kind: 'judges',
				head: {
					seed: mixSeed(loaded.version.contentHash, judges.from.hash, judges.to.hash),
					families: familiesOf(judges, loaded),
				},
				entrants: texts,
			} as const;
		});
		const models = new Map(entrants.map((row) => [row.submissionId, row.model]));
		const benchmark = { ...loaded.version, ...benchmarkVisibility };
		return boards.write.judges(computed, { benchmark, judges, models });
	};
	return { etag: key, body: () => boards.comparisons.get(`judges ${key}`, compare) };
}

/** Runs that go on are counted anew at every fiftieth of their games, and not with every reply. */
function stateOf(
	rows: readonly Pick<TwiceJudgedRow, 'state' | 'settledGames' | 'openGames'>[],
): readonly unknown[] {
	const total = (pick: 'settledGames' | 'openGames') =>
		rows.reduce((sum, row) => sum + row[pick], 0);
	const open = total('openGames');
	const step = open === 0 ? 0 : Math.floor((STEPS * total('settledGames')) / open);
	return [rows.map(({ state }) => state), step];
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

type Reading = {
	readonly pair: JudgePair;
	readonly loaded: LoadedBenchmark;
	readonly outlines: readonly QuestionOutlineRow[];
	readonly replicates: Awaited<ReturnType<typeof listReplicateRuns>>;
};

type BattlesOfRuns = Awaited<ReturnType<typeof listSettledBattles>>;

/** The runs of both judges, replicates included. */
function runsOf(
	entrants: readonly TwiceJudgedRow[],
	replicates: Reading['replicates'],
): readonly string[] {
	const ids = new Set(entrants.map(({ submissionId }) => submissionId));
	return [
		...entrants.flatMap(({ fromRun, toRun }) => [fromRun, toRun]),
		...replicates.filter(({ submissionId }) => ids.has(submissionId)).map(({ id }) => id),
	];
}

function createReader({ pair, loaded, outlines, replicates }: Reading) {
	const questions = new Map(outlines.map((question) => [question.id, question]));
	const repeat = (
		{ submissionId }: TwiceJudgedRow,
		judgeVersionId: number,
		{ first, battles }: { first: readonly SettledBattleRow[]; battles: BattlesOfRuns },
	): RepeatedBattle[] => {
		const again = replicates.filter(
			(run) => run.submissionId === submissionId && run.judgeVersionId === judgeVersionId,
		);
		if (again.length === 0) return [];
		const all = [...first, ...again.flatMap(({ id }) => battles.get(id) ?? [])];
		return [...Map.groupBy(all, ({ questionId }) => questionId)].map(([id, rows]) => ({
			questionId: questions.get(id)?.key ?? String(id),
			askings: rows.map(asSide),
		}));
	};
	return (row: TwiceJudgedRow, battles: BattlesOfRuns): TwiceJudgedEntrant => {
		const from = battles.get(row.fromRun) ?? [];
		const to = battles.get(row.toRun) ?? [];
		const second = new Map(to.map((battle) => [battle.questionId, battle]));
		const { slug, name, organisation } = row.model;
		const family = makerOf(row.family, slug, name, organisation);
		return {
			id: row.submissionId,
			...(family !== undefined && { family }),
			battles: from.flatMap((battle) => {
				const other = second.get(battle.questionId);
				const question = questions.get(battle.questionId);
				if (!other || !question) return [];
				return [
					{
						questionId: question.key,
						category: question.category,
						responseLength: battle.responseLength,
						baselineLength: loaded.baselineLengths.get(question.key) ?? 0,
						from: asSide(battle),
						to: asSide(other),
					},
				];
			}),
			repeated: {
				from: repeat(row, pair.from, { first: from, battles }),
				to: repeat(row, pair.to, { first: to, battles }),
			},
		};
	};
}

function asSide(row: SettledBattleRow): JudgedSide {
	const result = asBattleResult(row);
	if (!result) throw new Error('a settled battle has an outcome');
	return {
		result,
		verdicts: {
			...(row.baselineFirst && { baselineFirst: row.baselineFirst }),
			...(row.swapped && { swapped: row.swapped }),
		},
		...(row.costMicroUsd !== null && { costMicroUsd: row.costMicroUsd }),
		latenciesMs: row.latenciesMs,
	};
}
