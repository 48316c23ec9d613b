import { formatPercent } from '@codejoust/contract/percent';
import type { JudgeComparison } from '@codejoust/contract/schemas/judge-comparison';

type Told = Omit<JudgeComparison, 'summary'>;

/** What an operator needs, in sentences: the first says it all, the others what it rests on. */
export function describeJudgeComparison(told: Told): readonly string[] {
	if (told.battles === 0)
		return ['No battle has been judged by both: there is nothing to compare yet.'];
	const headline = [tellMoves(told), tellConsistency(told), tellCost(told)].filter(
		(part) => part !== '',
	);
	return [
		`${headline.join('; ')}.`,
		tellAgreement(told),
		tellFloor(told),
		tellBoards(told),
		tellUnscored(told),
	].filter((sentence) => sentence !== '');
}

function tellMoves({ moved, models }: Told): string {
	const scored = models.filter(({ difference }) => difference !== null).length;
	if (scored === 0) return 'No battle has a score under both judges';
	const few = models.filter(({ answer }) => answer === 'not-enough-questions').length;
	const verb = moved === 1 ? 'moves' : 'move';
	const head =
		moved === 0
			? `None of ${count(models.length, 'model')} moves more than noise`
			: `${moved} of ${count(models.length, 'model')} ${verb} more than noise`;
	return few === 0 ? head : `${head} (${few} with too few battles to say)`;
}

function tellConsistency({ from, to }: Told): string {
	if (from.consistency.share === null || to.consistency.share === null) return '';
	return `consistency ${from.consistency.share.toFixed(2)} → ${to.consistency.share.toFixed(2)}`;
}

function tellCost({ cost_ratio: ratio, from, to }: Told): string {
	const costs = [from.cost_micro_usd_per_battle, to.cost_micro_usd_per_battle];
	if (costs.includes(null)) return 'what it costs is not known for both';
	if (ratio === null) {
		if (costs[0] === costs[1]) return 'both cost nothing';
		return costs[1] === 0 ? 'the new one costs nothing' : 'the old one cost nothing';
	}
	const change = Math.round(Math.abs(ratio - 1) * 100);
	if (change === 0) return 'costs the same';
	return `${change} % ${ratio < 1 ? 'cheaper' : 'more expensive'}`;
}

function tellAgreement({ outcomes }: Told): string {
	if (outcomes.share === null) return '';
	const kappa = outcomes.kappa === null ? '' : ` (kappa ${fixed(outcomes.kappa)})`;
	const reversed = `${outcomes.reversed.hits} of ${count(outcomes.n, 'battle')}`;
	return `They agree on ${formatPercent(outcomes.share)} of battles${kappa}; a win became a loss, or a loss a win, in ${reversed}.`;
}

function tellFloor({ outcomes: { noise_floor: floor } }: Told): string {
	const parts = [
		{ who: 'the old judge', own: floor.from },
		{ who: 'the new one', own: floor.to },
	].flatMap(({ who, own }) =>
		own?.agreement == null ? [] : [`${who} agrees with itself on ${formatPercent(own.agreement)}`],
	);
	return parts.length === 0
		? 'Neither judge was asked again, so there is no noise floor to compare that with.'
		: `Asked again, ${parts.join(' and ')} of battles.`;
}

function tellBoards({ boards: { spearman, kendall } }: Told): string {
	if (spearman === null || kendall === null) return '';
	return `The two boards correlate by ${fixed(spearman)} (Spearman) and ${fixed(kendall)} (Kendall).`;
}

function tellUnscored({ from, to }: Told): string {
	const total = from.battles_unscored + to.battles_unscored;
	if (total === 0) return '';
	return `Unscored: ${count(from.battles_unscored, 'battle')} by the old judge, ${to.battles_unscored} by the new one; they change no number.`;
}

/** A coefficient; what rounds to nothing has no sign. */
function fixed(value: number): string {
	const text = Math.abs(value).toFixed(2);
	return value < 0 && text !== '0.00' ? `−${text}` : text;
}

function count(n: number, unit: string): string {
	return `${n} ${n === 1 ? unit : `${unit}s`}`;
}
