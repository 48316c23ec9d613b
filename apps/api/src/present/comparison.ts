import { type BattleResult, isJudged } from '@codejoust/arena/rules/battle';
import type { PairNumbers } from '@codejoust/arena/ranks/compare';
import type { BattlePlaceRow } from '@codejoust/db/queries/boards/battle-places';
import type { Slice } from '@codejoust/arena/outcomes/board-input';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import type { Comparison, PairComparison } from '@codejoust/contract/schemas/comparison';
import type { StoredRow } from '@codejoust/board/board-numbers';
import type { PairComparison as ComputedPair } from '@codejoust/board/compare-entrants';
import { presentBenchmarkBrief, presentQuestionStart } from './benchmark.ts';
import { presentEstimate } from './leaderboard-row.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { presentSlice } from './slice.ts';
import { presentSnapshotName, type SnapshotName } from './snapshot.ts';

/** The battle of a submission on a question. */
export type FindPlace = (submissionId: string, questionKey: string) => BattlePlaceRow | undefined;

/** Models of one board, pair by pair. */
export type FoundComparison = {
	readonly version: BenchmarkVersionRow;
	readonly judge: JudgeBriefRow;
	readonly snapshot: SnapshotName;
	readonly slice: Slice;
	/** Questions of the slice. */
	readonly n: number;
	readonly entrants: readonly {
		readonly id: string;
		readonly model: ModelBriefRow;
		/** Undefined for one without a row in the slice. */
		readonly row: StoredRow | undefined;
	}[];
	readonly pairs: readonly ComputedPair[];
	readonly findPlace: FindPlace;
};

/** The beginnings of private questions are kept back: a comparison is the same for everybody. */
export function presentComparison(found: FoundComparison): Comparison {
	const { version, judge, snapshot, slice, n, entrants, pairs, findPlace } = found;
	return {
		benchmark: presentBenchmarkBrief(version),
		judge: presentJudgeBrief(judge),
		snapshot: presentSnapshotName(snapshot),
		slice: { ...presentSlice(slice), n },
		models: entrants.map(({ id, model, row }) => ({
			submission_id: id,
			model: presentModelBrief(model),
			score: presentEstimate(row?.score),
		})),
		pairs: pairs.map((pair) => presentPair(pair, findPlace, version.visibility === 'private')),
	};
}

function presentPair(pair: ComputedPair, findPlace: FindPlace, isPrivate: boolean): PairComparison {
	return {
		a: pair.a,
		b: pair.b,
		...presentCounts(pair),
		p_value: pair.pValue ?? null,
		adjusted_p_value: pair.adjustedPValue ?? null,
		answer: pair.answer.kind,
		reason: pair.answer.reason,
		simultaneous: pair.simultaneous ?? null,
		more_questions: pair.moreQuestions ?? null,
		categories: pair.categories.map(({ category, comparison }) => ({
			category,
			...presentCounts(comparison),
		})),
		questions: pair.questions.map(({ questionId, category, a, b }) => {
			const [placeA, placeB] = [findPlace(pair.a, questionId), findPlace(pair.b, questionId)];
			if (!placeA || !placeB) throw new Error(`a battle on question ${questionId} vanished`);
			return {
				question_id: questionId,
				question_start: presentQuestionStart(placeA.messages, isPrivate),
				category,
				a: presentSide(a, placeA),
				b: presentSide(b, placeB),
			};
		}),
	};
}

function presentCounts({ shared, scores, aBetter, bBetter, difference }: PairNumbers) {
	return {
		shared,
		scores: scores ?? null,
		a_better: aBetter,
		b_better: bBetter,
		difference: difference ? { value: difference.value, ...difference.interval } : null,
	};
}

function presentSide(
	result: BattleResult,
	{ id }: BattlePlaceRow,
): PairComparison['questions'][number]['a'] {
	if (result.kind === 'unscored') throw new Error('an unscored battle differs from nothing');
	return {
		outcome: result.outcome,
		margin: isJudged(result) ? result.margin : null,
		battle_id: String(id),
	};
}
