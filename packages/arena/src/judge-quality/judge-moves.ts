import type { BoardRow, Estimate } from '../board/board-row.ts';
import type { Entrant } from '../outcomes/board-input.ts';
import { type Comparison, compareFamily } from '../ranks/compare.ts';
import { readBeatenRows } from '../board/beaten-rows.ts';
import { computeBoardSlice } from '../board/compute-board.ts';
import { rateOutcomes } from './judge-agreement.ts';
import {
	type EntrantBattle,
	JUDGE_SIDES,
	type JudgeSide,
	type TwiceJudgedEntrant,
} from './judged-twice.ts';
import { buildOutcomeMatrix } from '../outcomes/outcome-matrix.ts';
import { mixSeed } from '../maths/random.ts';

/** Where a model stands under one of two judges, over the battles that both have scored. */
export type JudgedPlace = {
	readonly score: Estimate;
	/** 1 + models of the comparison with a higher score. */
	readonly place: number;
	/** 95 % rank range; absent for a model of which less than 95 % is scored by both. */
	readonly rank?: { readonly best: number; readonly worst: number };
	/** Models that it is significantly better than. */
	readonly beats: readonly string[];
};

export type ModelMove = {
	readonly id: string;
	/** Battles settled under both judges. */
	readonly battles: number;
	/** Of those, scored by both: what scores and difference are over. */
	readonly scored: number;
	readonly unscored: { readonly from: number; readonly to: number };
	/** Lost by an empty answer, no judge being asked. */
	readonly emptyAnswers: number;
	readonly from?: JudgedPlace;
	readonly to?: JudgedPlace;
	/** New score − old score, its interval, and the test of all models' moves together (step-down max-t). */
	readonly difference?: Comparison['difference'];
	readonly pValue?: number;
	readonly adjustedPValue?: number;
	/** Whether it moves beyond chance, by the test of all moves together. */
	readonly answer: 'up' | 'down' | 'cannot-tell' | 'not-enough-questions';
	readonly reason: Comparison['answer']['reason'];
	/** Battles that both judges decided, those with the same outcome, and the reversals. */
	readonly outcomes: FlipCounts;
};

export type FlipCounts = {
	readonly n: number;
	readonly same: number;
	readonly winToLoss: number;
	readonly lossToWin: number;
};

/** How every model moves from one judge to the other, in order of the new score; models without one stand last. */
export function measureMoves(
	seed: string,
	entrants: readonly TwiceJudgedEntrant[],
	battles: readonly EntrantBattle[],
): readonly ModelMove[] {
	const byEntrant = Map.groupBy(battles, ({ entrantId }) => entrantId);
	const places = { from: placeModels(seed, battles, 'from'), to: placeModels(seed, battles, 'to') };
	const comparisons = comparePlaces(seed, battles);
	return entrants
		.map(({ id }): ModelMove => {
			const own = byEntrant.get(id) ?? [];
			const [from, to] = [places.from.get(id), places.to.get(id)];
			return {
				id,
				...countSettled(own),
				...(from && { from }),
				...(to && { to }),
				...asMove(comparisons.get(id)),
				outcomes: countFlips(own),
			};
		})
		.sort(
			(a, b) =>
				(b.to?.score.value ?? -1) - (a.to?.score.value ?? -1) ||
				(b.from?.score.value ?? -1) - (a.from?.score.value ?? -1) ||
				(a.id < b.id ? -1 : 1),
		);
}

export function countFlips(battles: readonly EntrantBattle[]): FlipCounts {
	const rated = rateOutcomes(battles);
	const count = (from: string, to: string) =>
		rated.filter(({ first, second }) => first === from && second === to).length;
	return {
		n: rated.length,
		same: rated.filter(({ first, second }) => first === second).length,
		winToLoss: count('win', 'loss'),
		lossToWin: count('loss', 'win'),
	};
}

function countSettled(own: readonly EntrantBattle[]) {
	const unscored = (side: JudgeSide) =>
		own.filter((battle) => battle[side].result.kind === 'unscored').length;
	return {
		battles: own.length,
		scored: own.filter(isScoredByBoth).length,
		unscored: { from: unscored('from'), to: unscored('to') },
		emptyAnswers: own.filter(({ from: { result } }) => {
			return result.kind === 'scored' && result.by === 'empty-answer';
		}).length,
	};
}

function isScoredByBoth({ from, to }: EntrantBattle): boolean {
	return from.result.kind === 'scored' && to.result.kind === 'scored';
}

/** The board of one judge over the questions of the comparison; a battle that the other left unscored is no part of it. */
function placeModels(
	seed: string,
	battles: readonly EntrantBattle[],
	side: JudgeSide,
): ReadonlyMap<string, JudgedPlace> {
	const rows = computeBoardSlice(
		{
			seed,
			questions: [...new Set(battles.map(({ questionId }) => questionId))].map((id) => ({
				id,
				category: '',
				subcategory: '',
				languages: [],
				difficulty: '',
			})),
			baselineLengths: new Map(),
			entrants: entrantsOf(battles, side, (id) => id),
		},
		{},
	);
	return new Map(
		rows.flatMap(({ id, score, rank, beats }: BoardRow) => {
			if (!score) return [];
			const above = rows.filter((other) => (other.score?.value ?? -1) > score.value).length;
			const beaten = readBeatenRows(beats ?? '').flatMap((at) => rows[at]?.id ?? []);
			return [[id, { score, place: 1 + above, ...(rank && { rank }), beats: beaten }]];
		}),
	);
}

/** Every model under the new judge against itself under the old one; these pairs are tested together. */
function comparePlaces(
	seed: string,
	battles: readonly EntrantBattle[],
): ReadonlyMap<string, Comparison> {
	const ids = [...new Set(battles.map(({ entrantId }) => entrantId))];
	const nameOf = (id: string, side: JudgeSide) => mixSeed(side, id);
	const entrants = JUDGE_SIDES.flatMap((side) =>
		entrantsOf(battles, side, (id) => nameOf(id, side)),
	);
	const outcomes = buildOutcomeMatrix(
		{ entrants },
		battles.map(({ questionId }) => questionId),
	);
	const pairs = ids.map((id) => ({ a: nameOf(id, 'to'), b: nameOf(id, 'from') }));
	const compared = compareFamily({ seed, outcomes, pairs });
	return new Map(ids.flatMap((id, at) => (compared[at] ? [[id, compared[at]] as const] : [])));
}

function entrantsOf(
	battles: readonly EntrantBattle[],
	side: JudgeSide,
	nameOf: (id: string) => string,
): readonly Entrant[] {
	const byEntrant = Map.groupBy(battles, ({ entrantId }) => entrantId);
	return [...byEntrant].map(([id, own]) => ({
		id: nameOf(id),
		entries: own.map((battle) => ({
			questionId: battle.questionId,
			responseLength: battle.responseLength,
			...(isScoredByBoth(battle) && { result: battle[side].result }),
		})),
	}));
}

function asMove(
	comparison: Comparison | undefined,
): Pick<ModelMove, 'difference' | 'pValue' | 'adjustedPValue' | 'answer' | 'reason'> {
	if (!comparison) return { answer: 'not-enough-questions', reason: 'no-shared-question' };
	const { difference, pValue, adjustedPValue, answer } = comparison;
	return {
		...(difference && { difference }),
		...(pValue !== undefined && { pValue }),
		...(adjustedPValue !== undefined && { adjustedPValue }),
		answer: MOVES[answer.kind],
		reason: answer.reason,
	};
}

const MOVES = {
	'a-better': 'up',
	'b-better': 'down',
	'cannot-tell': 'cannot-tell',
	'not-enough-questions': 'not-enough-questions',
	'not-ranked': 'not-enough-questions',
} as const satisfies Record<Comparison['answer']['kind'], ModelMove['answer']>;
