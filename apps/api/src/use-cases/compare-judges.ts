import type {
	JudgedSide,
	JudgeSide,
	RepeatedBattle,
	TwiceJudgedEntrant,
} from '@codejoust/arena/judged-twice';
import { mixSeed } from '@codejoust/arena/random';
import { findBenchmarkStanding } from '@codejoust/db/queries/benchmark-standing';
import {
	type JudgePair,
	listReplicateRuns,
	listSettledBattles,
	listTwiceJudged,
	type SettledBattleRow,
	type TwiceJudgedRow,
} from '@codejoust/db/queries/judge-comparison';
import { findJudgeVersionById, type JudgeVersionRow } from '@codejoust/db/queries/judges';
import { listQuestionOutlines, type QuestionOutlineRow } from '@codejoust/db/queries/benchmarks';
import { makerOf } from '@codejoust/judge/model-maker';
import { presentJudgeComparison } from '../present/judge-comparison.ts';
import type { JudgeComparison } from '../schemas/judge-comparison.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import { asBattleResult } from './board-input.ts';
import { type BenchmarkFacts, type BoardDeps, readFacts } from './board-shelf.ts';

const STEPS = 50;

/**
 * Two judge versions over the battles of published submissions that both have settled, whatever became of their runs: nothing is
 * asked, and a run that goes on counts as far as it is.
 */
export async function compareJudges(deps: BoardDeps, pair: JudgePair): Promise<JudgeComparison> {
	const { body } = await findJudgeComparison(deps, pair);
	// Written by this program in this shape.
	return JSON.parse(await body()) as JudgeComparison;
}

/**
 * The same to be sent; computed once for a state of its runs, beside the event loop. While runs go on it lags behind them by a
 * fiftieth of their games at most.
 */
export async function findJudgeComparison(deps: BoardDeps, pair: JudgePair): Promise<BoardAnswer> {
	const { db, boards } = deps;
	const entrants = await listTwiceJudged(db, pair);
	const replicates = await listReplicateRuns(db, {
		submissionIds: entrants.map(({ submissionId }) => submissionId),
		judgeVersionIds: [pair.from, pair.to],
	});
	const standing = await findBenchmarkStanding(db, pair.benchmarkVersionId);
	const key = hashState(['judges', pair, standing, stateOf([...entrants, ...replicates])]);
	const compare = async () => {
		const facts = await readFacts(deps, pair.benchmarkVersionId);
		const judges = { from: await findJudge(deps, pair.from), to: await findJudge(deps, pair.to) };
		const outlines = await listQuestionOutlines(db, pair.benchmarkVersionId);
		const read = createReader(deps, { pair, facts, outlines, replicates });
		const texts: string[] = [];
		for (const entrant of entrants) texts.push(JSON.stringify(await read(entrant)));
		const computed = await boards.thread.run({
			kind: 'judges',
			head: {
				seed: mixSeed(facts.version.contentHash, judges.from.hash, judges.to.hash),
				families: familiesOf(judges, facts),
			},
			entrants: texts,
		});
		const models = new Map(entrants.map((row) => [row.submissionId, row.model]));
		const benchmark = { ...facts.version, ...standing };
		return JSON.stringify(presentJudgeComparison(computed, { benchmark, judges, models }));
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

function familiesOf(judges: Record<JudgeSide, JudgeVersionRow>, { version }: BenchmarkFacts) {
	const from = makerOf(judges.from.model);
	const to = makerOf(judges.to.model);
	const { slug, name, organisation } = version.baseline;
	const baseline = makerOf(slug, name, organisation);
	return { ...(from && { from }), ...(to && { to }), ...(baseline && { baseline }) };
}

type Reading = {
	readonly pair: JudgePair;
	readonly facts: BenchmarkFacts;
	readonly outlines: readonly QuestionOutlineRow[];
	readonly replicates: Awaited<ReturnType<typeof listReplicateRuns>>;
};

/** Reads one entrant after another, so that no step holds the event loop for long. */
function createReader({ db }: BoardDeps, { pair, facts, outlines, replicates }: Reading) {
	const questions = new Map(outlines.map((question) => [question.id, question]));
	const repeat = async (
		{ submissionId }: TwiceJudgedRow,
		judgeVersionId: number,
		first: readonly SettledBattleRow[],
	): Promise<RepeatedBattle[]> => {
		const again = replicates.filter(
			(run) => run.submissionId === submissionId && run.judgeVersionId === judgeVersionId,
		);
		if (again.length === 0) return [];
		const all = [...first];
		for (const { id } of again) all.push(...(await listSettledBattles(db, id)));
		return [...Map.groupBy(all, ({ questionId }) => questionId)].map(([id, rows]) => ({
			questionId: questions.get(id)?.key ?? String(id),
			askings: rows.map(asSide),
		}));
	};
	return async (row: TwiceJudgedRow): Promise<TwiceJudgedEntrant> => {
		const from = await listSettledBattles(db, row.fromRun);
		const to = await listSettledBattles(db, row.toRun);
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
						baselineLength: facts.baselineLengths.get(question.key) ?? 0,
						from: asSide(battle),
						to: asSide(other),
					},
				];
			}),
			repeated: {
				from: await repeat(row, pair.from, from),
				to: await repeat(row, pair.to, to),
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
		latenciesMs: [row.baselineFirstMs, row.swappedMs].flatMap((ms) => ms ?? []),
	};
}
