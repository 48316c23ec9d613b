import type { BattleBrief, Game } from '@codejoust/contract/client';

type Outcome = BattleBrief['outcome'];

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
	win: 'Win',
	tie: 'Tie',
	loss: 'Loss',
	unscored: 'Unscored',
	open: 'Not played yet',
};
const MARKS: Readonly<Record<Outcome, string>> = {
	win: '▲',
	tie: '=',
	loss: '▼',
	unscored: '?',
	open: '…',
};

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

export const nameOrder = (order: Game['order']) =>
	order === 'baseline-first' ? 'Baseline first' : 'Swapped';

/** Who stood where: the judge sees two answers as Assistant A and Assistant B. */
export function describeOrder(order: Game['order']): string {
	return order === 'baseline-first'
		? 'A is the baseline, B the model'
		: 'A is the model, B the baseline';
}

/** The battle in one sentence, and what its two games say of each other. */
export function describeBattle(
	battle: Pick<BattleBrief, 'outcome' | 'by' | 'consistency'> & {
		readonly judge?: Pick<BattleBrief['judge'], 'kind'>;
	},
): readonly string[] {
	if (battle.by === 'empty-answer')
		return ['The model’s answer is empty: it loses without the judge being asked.'];
	if (battle.by === 'equal-texts')
		return ['The model’s answer equals the baseline’s: a tie, and the judge was not asked.'];
	if (battle.judge?.kind === 'jury') return [VOTED[battle.outcome]];
	if (battle.outcome === 'open') return ['Not both games are played yet.'];
	if (battle.outcome === 'unscored')
		return ['A game has no verdict, so the battle counts neither for nor against the model.'];
	return [SENTENCES[battle.outcome], describeConsistency(battle)].filter((text) => text !== '');
}

/** Of a jury's battle. */
const VOTED: Readonly<Record<Outcome, string>> = {
	win: 'By the votes of the jury the model did better than the baseline.',
	tie: 'By the votes of the jury neither answer was better.',
	loss: 'By the votes of the jury the baseline did better than the model.',
	unscored:
		'Fewer members than the quorum gave a verdict, so the battle counts neither for nor against the model.',
	open: 'Not all members of the jury have judged it yet.',
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
