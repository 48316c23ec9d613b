import { agreementWithConfidence, type PlacedModel, separability } from './board-quality.ts';
import { type FamilyBias, measureFamilyBias } from './family-bias.ts';
import {
	agreeOnOutcomes,
	agreeOnVerdicts,
	type OutcomeAgreement,
	type VerdictAgreement,
} from './judge-agreement.ts';
import { type JudgeConduct, measureConduct } from './judge-conduct.ts';
import { type JudgeFloor, measureJudgeFloor } from './judge-floor.ts';
import { countFlips, type FlipCounts, measureMoves, type ModelMove } from './judge-moves.ts';
import {
	compareIds,
	type EntrantBattle,
	type JudgeComparisonInput,
	type JudgeSide,
	listTwiceJudged,
} from './judged-twice.ts';
import { kendallTauB, spearman } from '../maths/rank-correlation.ts';

/** Goes up with every change of the arithmetic, so that a stored comparison is not taken for one of today. */
export const COMPARISON_CODE_VERSION = 'comparison-1';

/** Each of two judges' own figure. */
export type OfBoth<Value> = { readonly from: Value; readonly to: Value };

export type JudgeComparison = {
	/** Questions and battles settled under both judges. */
	readonly questions: number;
	readonly battles: number;
	readonly scoredByBoth: number;
	/** Lost by an empty answer, no judge being asked; they count in scores and in no agreement. */
	readonly emptyAnswers: number;
	readonly models: readonly ModelMove[];
	/** Models that move beyond chance. */
	readonly moved: number;
	/** Of the models' scores under one judge with those under the other. */
	readonly boards: {
		readonly spearman?: number;
		readonly kendall?: number;
		/** Both in [−1, 1]; see `board-quality.ts`. */
		readonly agreementWithConfidence?: number;
		readonly separability: OfBoth<number | undefined>;
	};
	readonly outcomes: OutcomeAgreement;
	readonly verdicts: VerdictAgreement;
	/** By category, in code-unit order. */
	readonly categories: readonly (FlipCounts & { readonly category: string })[];
	readonly conduct: OfBoth<JudgeConduct>;
	/** Absent where a judge was not asked again. */
	readonly floor: { readonly from?: JudgeFloor; readonly to?: JudgeFloor };
	readonly familyBias: OfBoth<FamilyBias>;
};

/**
 * Compares two judges over the battles that both have settled. An unscored game moves no score, difference or agreement, and is
 * counted. Scores, rank ranges and differences are over the battles that both judges scored; agreement over those that both
 * decided from two games. Any order of entrants and battles gives the same numbers; what has no data is absent.
 * Throws a RangeError when an entrant or one of its questions is there twice.
 *
 * Sources: those of the functions it is made of, with every interval over questions.
 */
export function compareJudges(input: JudgeComparisonInput): JudgeComparison {
	const entrants = input.entrants.toSorted((a, b) => compareIds(a.id, b.id));
	const battles = listTwiceJudged(entrants);
	refuseRepetition(battles);
	const questions = [...new Set(battles.map(({ questionId }) => questionId))];
	const models = measureMoves(input.seed, entrants, battles);
	return {
		questions: questions.length,
		battles: battles.length,
		scoredByBoth: sum(models.map(({ scored }) => scored)),
		emptyAnswers: sum(models.map(({ emptyAnswers }) => emptyAnswers)),
		models,
		moved: models.filter(({ answer }) => answer === 'up' || answer === 'down').length,
		boards: compareBoards(models),
		outcomes: agreeOnOutcomes(battles),
		verdicts: agreeOnVerdicts(battles),
		categories: flipsByCategory(battles),
		conduct: {
			from: measureConduct(battles, 'from'),
			to: measureConduct(battles, 'to'),
		},
		floor: measureFloors(entrants),
		familyBias: {
			from: measureFamilyBias({ ...input, entrants }, 'from'),
			to: measureFamilyBias({ ...input, entrants }, 'to'),
		},
	};
}

function measureFloors(entrants: JudgeComparisonInput['entrants']): JudgeComparison['floor'] {
	const from = measureJudgeFloor(entrants, 'from');
	const to = measureJudgeFloor(entrants, 'to');
	return { ...(from && { from }), ...(to && { to }) };
}

function compareBoards(models: readonly ModelMove[]): JudgeComparison['boards'] {
	const placed = models.flatMap(({ id, from, to }) => (from && to ? [{ id, from, to }] : []));
	const pairs = placed.map(({ from, to }) => [from.score.value, to.score.value] as const);
	const boardOf = (side: JudgeSide) =>
		placed.map(({ id, [side]: { beats } }): PlacedModel => ({ id, beats }));
	const [rho, tau] = [spearman(pairs), kendallTauB(pairs)];
	const confidence = agreementWithConfidence(boardOf('to'), boardOf('from'));
	return {
		...(rho !== undefined && { spearman: rho }),
		...(tau !== undefined && { kendall: tau }),
		...(confidence !== undefined && { agreementWithConfidence: confidence }),
		separability: { from: separability(boardOf('from')), to: separability(boardOf('to')) },
	};
}

function flipsByCategory(battles: readonly EntrantBattle[]): JudgeComparison['categories'] {
	return [...Map.groupBy(battles, ({ category }) => category)]
		.map(([category, own]) => ({ category, ...countFlips(own) }))
		.sort((a, b) => compareIds(a.category, b.category));
}

function refuseRepetition(battles: readonly EntrantBattle[]): void {
	const twice = battles.find(({ entrantId, questionId }, at) => {
		const next = battles[at + 1];
		return next?.entrantId === entrantId && next.questionId === questionId;
	});
	if (twice)
		throw new RangeError(`entrant ${twice.entrantId} has question ${twice.questionId} twice`);
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
