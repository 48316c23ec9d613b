import type { Rejudging, RejudgingDetail, RejudgingEstimate } from '@codejoust/contract/client';
import { describeCost } from './describe-estimate.ts';
import { count, formatDollars, formatDuration } from './format-numbers.ts';

const GATE_WORDS = {
	passed: 'passed',
	failed: 'failed',
	'not-measured': 'not measured',
	'no-limit': 'has no limit',
} as const;

/** Where a re-judging is, a line each. */
export function describeRejudging(rejudging: RejudgingDetail): readonly string[] {
	return [
		`Re-judging ${rejudging.id}: ${rejudging.benchmark}, ${rejudging.from.name} to ${rejudging.to.name}`,
		`Scope   ${describeScope(rejudging)}`,
		`State   ${describeState(rejudging)}`,
		...(rejudging.via === 'batch'
			? ['Asked   in batches, at a lower price and within 24 hours']
			: []),
		...(rejudging.estimate ? describeEstimate(rejudging.estimate) : describeProgress(rejudging)),
		...rejudging.gate_results.map(
			({ gate, state, blocks, says }) =>
				`Gate    ${gate} ${GATE_WORDS[state]}${blocks ? ', BLOCKS' : ''}: ${says}`,
		),
	];
}

function describeScope({
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
	const {
		state,
		paused_reason: pausedReason,
		ended_reason: endedReason,
		waits_for: waitsFor,
	} = rejudging;
	const reason = state === 'paused' ? pausedReason : (waitsFor ?? endedReason);
	return reason === null ? state : `${state}: ${reason}`;
}

/** What it would take. */
function describeEstimate(estimate: RejudgingEstimate): readonly string[] {
	const basis = estimate.is_from_history ? 'its own replies' : 'the old judge’s replies';
	return [
		`Games   ${estimate.games} of ${count(estimate.models, 'model')}: ${estimate.games_to_ask} to ask, ${estimate.games_known} judged before (not paid again)`,
		`Tokens  ${count(estimate.prompt_tokens, 'prompt token')}, ${count(estimate.completion_tokens, 'completion token')}`,
		`Cost    ${describeCost(estimate)}`,
		`Time    ${formatDuration(estimate.seconds)}${estimate.games_before > 0 ? ` after ${count(estimate.games_before, 'game')} before it` : ''}`,
		`Estimated from ${basis}.`,
	];
}

function describeProgress({ progress, budget_micro_usd: budget }: Rejudging): readonly string[] {
	const {
		games,
		scored,
		unscored,
		open,
		cost_micro_usd: cost,
		runs_unplanned: unplanned,
	} = progress;
	const most = budget === null ? 'no limit' : `${formatDollars(budget)} at most`;
	return [
		`Runs    ${progress.runs}: ${progress.runs_open} open, ${progress.runs_cancelled} cancelled${unplanned > 0 ? `, ${unplanned} not planned yet` : ''}`,
		`Games   ${games}: ${scored} scored, ${unscored} unscored, ${open} open`,
		`Cost    ${formatDollars(cost)}, ${most}`,
	];
}
