import type { Battle, BattleBrief, Game, Judgment } from '@codejoust/contract/client';
import { formatShare } from './format-numbers.ts';

type Verdict = NonNullable<Judgment['verdict']>;

/** A game's newest judgment in words, with the names behind A and B. Untrusted text, since the names are. */
export function describeVerdict(
	{ order, judgments }: Pick<Game, 'order' | 'judgments'>,
	names: { readonly model: string; readonly baseline: string },
): string {
	const [newest] = judgments;
	if (!newest) return 'not judged yet';
	if (newest.rating !== null) return `rated ${newest.rating} of 10`;
	if (newest.verdict === null) return describeUnscored(newest);
	const [a, b] =
		order === 'baseline-first' ? [names.baseline, names.model] : [names.model, names.baseline];
	const says: Readonly<Record<Verdict, string>> = {
		'A>>B': `${a} is much better`,
		'A>B': `${a} is slightly better`,
		'A=B': 'both are equally good',
		'B>A': `${b} is slightly better`,
		'B>>A': `${b} is much better`,
	};
	const { preference } = newest;
	const how = preference === null ? `[[${newest.verdict}]]` : `(${formatShare(preference)} for A)`;
	return `${says[newest.verdict]} ${how}`;
}

function describeUnscored({ unscored_reason: reason, error_class: error }: Judgment): string {
	return `unscored: ${reason ?? 'no reason given'}${error === null ? '' : ` (${error})`}`;
}

const OUTCOMES: Readonly<Record<BattleBrief['outcome'], string>> = {
	win: 'wins',
	tie: 'ties',
	loss: 'loses',
	unscored: 'is unscored',
	open: 'is not judged yet',
};

/** What the judge makes of the battle, from the model's side. */
export function describeOutcome(
	battle: Pick<Battle, 'outcome' | 'by' | 'margin' | 'consistency'>,
): string {
	const { outcome, by, margin, consistency } = battle;
	if (by === 'empty-answer') return 'loses: its answer is empty, and the judge was not asked';
	if (by === 'equal-texts')
		return 'ties: its answer equals the baseline’s, and the judge was not asked';
	const flip = consistency === 'flipped' ? '; the two games contradict each other' : '';
	return margin === null
		? OUTCOMES[outcome]
		: `${OUTCOMES[outcome]} by a margin of ${margin > 0 ? '+' : ''}${margin}${flip}`;
}
