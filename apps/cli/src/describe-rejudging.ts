import type { Rejudging, RejudgingDetail, RejudgingEstimate } from '@codejoust/api/client';
import { count, formatDollars, formatDuration } from './format-numbers.ts';

/** Where a re-judging is, a line each. */
export function describeRejudging(rejudging: RejudgingDetail): readonly string[] {
	return [
		`Re-judging ${rejudging.id}: ${rejudging.benchmark}, ${rejudging.from.name} to ${rejudging.to.name}`,
		`Scope   ${describeScope(rejudging)}`,
		`State   ${describeState(rejudging)}`,
		...(rejudging.estimate ? describeEstimate(rejudging.estimate) : describeProgress(rejudging)),
		...rejudging.gate_results.map(
			({ gate, is_open: isOpen, says }) =>
				`Gate    ${gate} ${isOpen ? 'passed' : 'BLOCKS'}: ${says}`,
		),
	];
}

export function describeScope({
	scope,
	sample_questions: questions,
	replicates,
}: Pick<Rejudging, 'scope' | 'sample_questions' | 'replicates'>): string {
	const models = {
		all: 'all models',
		top: `the first ${scope.kind === 'top' ? scope.models : 0} models`,
		chosen: scope.kind === 'chosen' ? scope.models.join(', ') : '',
	}[scope.kind];
	const sample = questions === null ? '' : `, on a sample of ${count(questions, 'question')}`;
	return `${models}${sample}${replicates > 1 ? `, ${replicates} times` : ''}`;
}

function describeState(rejudging: Rejudging): string {
	const { state, paused_reason: pausedReason, ended_reason: endedReason } = rejudging;
	const reason = state === 'paused' ? pausedReason : endedReason;
	return reason === null ? state : `${state}: ${reason}`;
}

/** What it would take. */
function describeEstimate(estimate: RejudgingEstimate): readonly string[] {
	const { cost_micro_usd: cost, cost_low_micro_usd: low, cost_high_micro_usd: high } = estimate;
	const basis = estimate.is_from_history ? 'its own replies' : 'the old judge’s replies';
	return [
		`Games   ${estimate.games} of ${count(estimate.models, 'model')}: ${estimate.games_to_ask} to ask, ${estimate.games_known} judged before (paid once)`,
		`Tokens  ${count(estimate.prompt_tokens, 'prompt token')}, ${count(estimate.completion_tokens, 'completion token')}`,
		`Cost    ${cost === null ? 'unknown: the judge has no price' : `${formatDollars(cost)}, from ${formatDollars(low)} to ${formatDollars(high)}`}`,
		`Time    ${formatDuration(estimate.seconds)}${estimate.games_before > 0 ? ` after ${count(estimate.games_before, 'game')} before it` : ''}`,
		`Reckoned from ${basis}.`,
	];
}

function describeProgress({ progress, budget_micro_usd: budget }: Rejudging): readonly string[] {
	const { games, scored, unscored, open, cost_micro_usd: cost } = progress;
	const most = budget === null ? 'no limit' : `${formatDollars(budget)} at most`;
	return [
		`Runs    ${progress.runs}: ${progress.runs_open} open, ${progress.runs_cancelled} cancelled`,
		`Games   ${games}: ${scored} scored, ${unscored} unscored, ${open} open`,
		`Cost    ${formatDollars(cost)}, ${most}`,
	];
}
