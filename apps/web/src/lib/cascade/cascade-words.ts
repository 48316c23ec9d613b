import { nameWithFences } from '@codejoust/contract/unfenced-words';
import type { Battle, CascadeQuality } from '@codejoust/contract/client';
import { formatPercent, formatRange } from '../format/percent.ts';
import { formatCost, formatCount, formatUnits } from '../format/quantity.ts';
import { showHidden } from '../text/visible-text.ts';

type Saving = Pick<CascadeQuality, 'first' | 'second' | 'saving'>;

/** How a cascade decides, in a sentence. */
export function describeCascade({
	first,
	second,
	margin,
}: Pick<CascadeQuality, 'first' | 'second' | 'margin'>): string {
	return `${showHidden(first.name)} decides a battle where its preference, the mean of both orders, is at least ${margin} away from one half; elsewhere ${showHidden(second.name)} is asked, and its judgment counts.`;
}

/** How often the second judge was asked, and why. */
export function describeAsked({
	first,
	second,
	battles,
	asked,
	first_unscored: mute,
	unscored,
}: Omit<CascadeQuality, 'saving' | 'rows'>): string {
	const { share, hits, low, high } = asked;
	if (share === null) return 'No battle was judged yet.';
	const interval = low === null || high === null ? '' : ` (${formatRange({ low, high })})`;
	const why =
		mute === 0
			? ''
			: ` In ${formatCount(mute)} of them ${showHidden(first.name)} said nothing that can be read.`;
	const left = unscored === 0 ? '' : ` ${formatUnits(unscored, 'battle')} stayed unscored.`;
	return `${showHidden(second.name)} was asked about ${formatCount(hits)} of ${formatUnits(battles, 'battle')}: ${formatPercent(share)}${interval}.${why}${left}`;
}

/** What the cascade saved against asking the second judge about every battle, and what that is an estimate of. */
export function describeSaving({ second, saving }: Saving): string {
	const { saved_cost_micro_usd: saved, second_cost_everywhere_micro_usd: everywhere } = saving;
	if (saving.second_games_everywhere === null)
		return `${showHidden(second.name)} was asked nothing, so that nobody knows what it would have cost.`;
	const why = `The figures of ${showHidden(second.name)} about every battle are an estimate: they take the mean of the asked battles for all.`;
	if (saved === null || everywhere === null)
		return `What that saved in dollars is not known: a judge has no price. ${why}`;
	if (everywhere === 0 && saved === 0) return `Nothing here has a cost. ${why}`;
	const share = everywhere > 0 ? `, ${formatPercent(Math.abs(saved) / everywhere)} of it` : '';
	const words = saved < 0 ? 'more' : 'less';
	return `Both judges together cost ${formatCost(Math.abs(saved))} ${words} than ${showHidden(second.name)} about every battle would have${share}. ${why}`;
}

/** Micro-dollars that were saved, with a sign where it cost more: `$1.20`, `−$0.30`. */
export function formatSaved(microUsd: number | null): string {
	if (microUsd === null || microUsd >= 0) return formatCost(microUsd);
	return `−${formatCost(-microUsd)}`;
}

/** How often both judges have the same outcome, where both have judged; empty where they have not. */
export function describeAgreement({
	first,
	second,
	agrees_where_asked: asked,
	agrees_where_decided: decided,
}: Pick<
	CascadeQuality,
	'first' | 'second' | 'agrees_where_asked' | 'agrees_where_decided'
>): string {
	const [one, other] = [showHidden(first.name), showHidden(second.name)];
	const parts = [
		asked.share === null
			? ''
			: `On the asked battles ${one} and ${other} have the same outcome in ${formatPercent(asked.share)} of ${formatCount(asked.n)}.`,
		decided.share === null
			? ''
			: `On the battles that ${one} decided, ${other} has judged ${formatCount(decided.n)} for another run, with the same outcome in ${formatPercent(decided.share)}.`,
	];
	return parts.filter((part) => part !== '').join(' ');
}

/** Which of the two judges of a cascade decided a battle, and why. */
export function describeDecider({ votes, cascade }: Pick<Battle, 'votes' | 'cascade'>): string {
	const [first, second] = votes ?? [];
	if (!cascade || !first || !second) return '';
	const { margin, decided_by: decider } = cascade;
	const [one, other] = [nameWithFences(first.judge), nameWithFences(second.judge)].map(showHidden);
	const sure =
		first.preference === null
			? `${one} said nothing that can be read`
			: `the preference of ${one} for the model is ${formatPercent(first.preference)}, ${Math.abs(first.preference - 0.5).toFixed(3)} away from one half, and the margin is ${margin}`;
	if (decider === first.judge.name) return `${one} decided alone: ${sure}.`;
	if (decider === second.judge.name) return `${other} decided: ${sure}.`;
	return second.outcome === 'unscored'
		? `${other} was asked and said nothing that can be read: ${sure}.`
		: 'It is not decided yet.';
}
