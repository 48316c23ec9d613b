import type { RunEstimate, SubmissionEstimate } from '@codejoust/api/client';
import { count, formatDollars, formatDuration } from './format-numbers.ts';

/** What judging would take, a line each. */
export function describeEstimate(estimate: RunEstimate | SubmissionEstimate): readonly string[] {
	const { cost_micro_usd: cost } = estimate;
	const prompt = count(estimate.prompt_tokens, 'prompt token');
	const completion = count(estimate.completion_tokens, 'completion token');
	const basis = estimate.is_from_history ? 'this judge’s own replies' : 'usual lengths';
	return [
		`Games   ${describeGames(estimate)}`,
		`Tokens  ${prompt}, ${completion}`,
		`Cost    ${cost === null ? 'unknown: the judge has no price' : formatDollars(cost)}`,
		`Time    ${formatDuration(estimate.seconds)}${describeQueue(estimate)}`,
		`Reckoned from ${basis}.`,
	];
}

function describeGames(estimate: RunEstimate | SubmissionEstimate): string {
	if (!('games_known' in estimate))
		return `${estimate.games} at most, judged by ${estimate.judge.name}`;
	const { games, games_known: known, games_to_ask: toAsk } = estimate;
	return `${games}: ${toAsk} to ask, ${known} judged before (paid once)`;
}

function describeQueue(estimate: RunEstimate | SubmissionEstimate): string {
	if (!('queue' in estimate) || estimate.queue.games === 0) return '';
	const { games, seconds } = estimate.queue;
	return ` after ${formatDuration(seconds)} of waiting for ${count(games, 'game')} before it`;
}
