import type { BattleBrief, Game } from '@codejoust/contract/client';
import { nameCriterion, readRatingShot } from '@codejoust/contract/shot-words';
import { showHidden } from '../text/visible-text.ts';

type Outcome = BattleBrief['outcome'];

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
	win: 'Win',
	tie: 'Tie',
	loss: 'Loss',
	unscored: 'Unscored',
	open: 'Not played yet',
};
/** A win and a loss have triangles. */
const MARKS: Readonly<Partial<Record<Outcome, string>>> = { tie: '=', unscored: '?', open: '…' };

export const nameOutcome = (outcome: Outcome) => OUTCOME_WORDS[outcome];
export const markOutcome = (outcome: Outcome) => MARKS[outcome];

/** The name of a choice of outcomes; without one, of all. */
export function nameOutcomeChoice(choice: Outcome | 'flipped' | undefined): string {
	if (choice === undefined) return 'All';
	return choice === 'flipped' ? 'Flipped' : nameOutcome(choice);
}

/** What one game says of the model, in words: points run from −2 (much worse) to +2 (much better). */
export function describePoints(points: number): string {
	if (points >= 2) return 'the model’s answer is much better';
	if (points === 1) return 'the model’s answer is better';
	if (points === 0) return 'both answers are equally good';
	if (points === -1) return 'the baseline’s answer is better';
	return 'the baseline’s answer is much better';
}

export function nameOrder(order: Game['order']): string {
	const rating = readRatingShot(order);
	if (rating) return rating.rated === 'model' ? 'The model’s answer' : 'The baseline’s answer';
	return order === 'baseline-first' ? 'Baseline first' : 'Swapped';
}

/** Who stood where: the judge sees two answers as Assistant A and Assistant B, or one by itself. */
export function describeOrder(order: Game['order']): string {
	const rating = readRatingShot(order);
	if (rating) return `rated by itself, under ${showHidden(nameCriterion(rating.criterion))}`;
	return order === 'baseline-first'
		? 'A is the baseline, B the model'
		: 'A is the model, B the baseline';
}

/** The battle in one sentence, and what its two games say of each other. */
export function describeBattle(
	battle: Pick<BattleBrief, 'outcome' | 'by' | 'consistency'>,
	kind: BattleBrief['judge']['kind'] = 'pairwise',
): readonly string[] {
	if (battle.by === 'empty-answer')
		return ['The model’s answer is empty: it loses without the judge being asked.'];
	if (battle.by === 'equal-texts')
		return ['The model’s answer equals the baseline’s: a tie, and the judge was not asked.'];
	if (kind === 'jury') return [VOTED[battle.outcome]];
	if (kind === 'cascade') return [BY_CASCADE[battle.outcome]];
	const isRated = kind === 'rubric';
	if (battle.outcome === 'open')
		return [isRated ? 'Not all ratings have come back yet.' : 'Not both games are played yet.'];
	if (battle.outcome === 'unscored')
		return [
			`A ${isRated ? 'rating is missing' : 'game has no verdict'}, so the battle counts neither for nor against the model.`,
		];
	if (battle.by === 'ratings') return [BY_RATINGS[battle.outcome]];
	if (battle.by === 'game') return [BY_ONE_GAME[battle.outcome]];
	return [SENTENCES[battle.outcome], describeConsistency(battle)].filter((text) => text !== '');
}

const BY_RATINGS = {
	win: 'The mean of the model’s ratings is above that of the baseline’s.',
	tie: 'The means of both answers’ ratings are equal.',
	loss: 'The mean of the baseline’s ratings is above that of the model’s.',
} as const;
const BY_ONE_GAME = {
	win: 'In the one game that was played the model did better than the baseline.',
	tie: 'In the one game that was played neither answer was better.',
	loss: 'In the one game that was played the baseline did better than the model.',
} as const;
/** Of a jury's battle. */
const VOTED: Readonly<Record<Outcome, string>> = {
	win: 'By the votes of the jury the model did better than the baseline.',
	tie: 'By the votes of the jury neither answer was better.',
	loss: 'By the votes of the jury the baseline did better than the model.',
	unscored:
		'Fewer members than the quorum gave a verdict, so the battle counts neither for nor against the model.',
	open: 'Not all members of the jury have judged it yet.',
};

/** Of a cascade's battle; which of its judges decided is said with their games. */
const BY_CASCADE: Readonly<Record<Outcome, string>> = {
	win: 'By the judge that decided, the model did better than the baseline.',
	tie: 'By the judge that decided, neither answer was better.',
	loss: 'By the judge that decided, the baseline did better than the model.',
	unscored:
		'The second judge was asked and gave no verdict, so the battle counts neither for nor against the model.',
	open: 'The judges of the cascade have not decided it yet.',
};

const SENTENCES = {
	win: 'Over both games the model did better than the baseline.',
	tie: 'Over both games neither answer was better.',
	loss: 'Over both games the baseline did better than the model.',
} as const;

function describeConsistency({ consistency }: Pick<BattleBrief, 'consistency'>): string {
	if (consistency === 'flipped') return 'The verdict flipped when the order was swapped.';
	if (consistency === 'leaning') return 'One game decided, the other saw a tie.';
	return consistency === 'consistent' ? 'Both orders agree.' : '';
}
