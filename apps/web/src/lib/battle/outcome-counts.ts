import type { BattleBrief } from '@codejoust/contract/client';
import { OUTCOME_CHOICES } from './battle-filter.ts';

export type OutcomeChoice = (typeof OUTCOME_CHOICES)[number];

/** Whether a battle belongs to a choice; a flipped one belongs to its outcome too. */
export function isOutcome(
	{ outcome, consistency }: Pick<BattleBrief, 'outcome' | 'consistency'>,
	choice: OutcomeChoice,
): boolean {
	return choice === 'flipped' ? consistency === 'flipped' : outcome === choice;
}

export function countOutcomes(
	battles: readonly Pick<BattleBrief, 'outcome' | 'consistency'>[],
): Readonly<Record<OutcomeChoice, number>> {
	const count = (choice: OutcomeChoice) =>
		battles.filter((battle) => isOutcome(battle, choice)).length;
	return {
		win: count('win'),
		tie: count('tie'),
		loss: count('loss'),
		flipped: count('flipped'),
		unscored: count('unscored'),
	};
}

/** The choice that an address names; undefined for anything else. */
export function readOutcome(text: string | null): OutcomeChoice | undefined {
	return OUTCOME_CHOICES.find((choice) => choice === text);
}
