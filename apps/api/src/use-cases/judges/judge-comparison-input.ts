import type {
	JudgedSide,
	RepeatedBattle,
	TwiceJudgedEntrant,
} from '@codejoust/arena/judge-quality/judged-twice';
import {
	listQuestionOutlines,
	type QuestionOutlineRow,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import {
	type JudgePair,
	type listReplicateRuns,
	listSettledBattles,
	type SettledBattleRow,
	type TwiceJudgedRow,
} from '@codejoust/db/queries/judges/judge-comparison';
import type { Database } from '@codejoust/db/connect';
import { makerOf } from '@codejoust/judge/definition/model-maker';
import type { LoadedBenchmark } from '../boards/board-cache.ts';
import { asBattleResult } from '../boards/board-input.ts';

/** Whose battles one statement reads; few, so that no step holds the event loop for long. */
const ENTRANTS_AT_ONCE = 4;

/** Whose battles are compared, and the runs that have them. */
export type ComparedRuns = {
	readonly entrants: readonly TwiceJudgedRow[];
	readonly replicates: Awaited<ReturnType<typeof listReplicateRuns>>;
};

/** The JSON of a `TwiceJudgedEntrant` each. The signal ends the reading. */
export async function readTwiceJudged(
	db: Database,
	{ entrants, replicates }: ComparedRuns,
	{
		pair,
		loaded,
		signal,
	}: { readonly pair: JudgePair; readonly loaded: LoadedBenchmark; readonly signal: AbortSignal },
): Promise<readonly string[]> {
	const outlines = await listQuestionOutlines(db, pair.benchmarkVersionId);
	const read = createReader({ pair, loaded, outlines, replicates });
	const texts: string[] = [];
	for (let at = 0; at < entrants.length; at += ENTRANTS_AT_ONCE) {
		signal.throwIfAborted();
		const some = entrants.slice(at, at + ENTRANTS_AT_ONCE);
		const battles = await listSettledBattles(db, runsOf(some, replicates));
		texts.push(...some.map((entrant) => JSON.stringify(read(entrant, battles))));
	}
	return texts;
}

/** Who made the model of an entrant; undefined where it is not known. */
export function familyOf({ family, model }: TwiceJudgedRow): string | undefined {
	return makerOf(family, model.slug, model.name, model.organisation);
}

type Reading = {
	readonly pair: JudgePair;
	readonly loaded: LoadedBenchmark;
	readonly outlines: readonly QuestionOutlineRow[];
	readonly replicates: ComparedRuns['replicates'];
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
		const family = familyOf(row);
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
