import { nameWithFences } from '@codejoust/contract/unfenced-words';
import type { RunEstimate, SubmissionEstimate } from '@codejoust/contract/client';
import { describeAskedShare } from '@codejoust/contract/asked-share-words';
import { formatDollarsAlike } from '@codejoust/contract/dollars';
import { describeFindable } from '@codejoust/contract/findable-words';
import { count, formatDollars, formatDuration } from './format-numbers.ts';

/** What judging would take, a line each. */
export function describeEstimate(estimate: RunEstimate | SubmissionEstimate): readonly string[] {
	const prompt = count(estimate.prompt_tokens, 'prompt token');
	const completion = count(estimate.completion_tokens, 'completion token');
	const basis = estimate.is_from_history ? 'this judge’s own replies' : 'typical lengths';
	return [
		`Games   ${describeGames(estimate)}`,
		`Tokens  ${prompt}, ${completion}`,
		`Cost    ${describeCost(estimate)}`,
		`Time    ${formatDuration(estimate.seconds)}${describeQueue(estimate)}`,
		`Estimated from ${basis}.`,
		...('second_asked' in estimate && estimate.second_asked
			? [describeAskedShare(estimate.second_asked)]
			: []),
		...('findable' in estimate && estimate.findable ? [describeFindable(estimate.findable)] : []),
	];
}

type Cost = Pick<RunEstimate, 'cost_micro_usd' | 'cost_low_micro_usd' | 'cost_high_micro_usd'>;

/** `about $15.53, from $11.57 to $22.49`. */
export function describeCost({
	cost_micro_usd: cost,
	cost_low_micro_usd: low,
	cost_high_micro_usd: high,
}: Cost): string {
	if (cost === null) return 'unknown: the judge has no price';
	if (low === null || high === null) return `about ${formatDollars(cost)}`;
	const [middle, from, to] = formatDollarsAlike(cost, low, high);
	return `about ${middle}, from ${from} to ${to}`;
}

function describeGames(estimate: RunEstimate | SubmissionEstimate): string {
	if (!('games_known' in estimate))
		return `${estimate.games} at most, judged by ${nameWithFences(estimate.judge)}`;
	const { games, games_known: known, games_to_ask: toAsk } = estimate;
	return `${games}: ${toAsk} to ask, ${known} judged before (not paid again)`;
}

function describeQueue(estimate: RunEstimate | SubmissionEstimate): string {
	if (!('queue' in estimate) || estimate.queue.games === 0) return '';
	const { games, seconds } = estimate.queue;
	return ` after ${formatDuration(seconds)} of waiting for ${count(games, 'game')} before it`;
}
