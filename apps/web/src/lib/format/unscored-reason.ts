import {
	type ReplyFlag,
	UNSCORED_REASONS,
	type UnscoredReason,
} from '@codejoust/contract/schemas/closed-lists';

const WORDS: Readonly<Record<UnscoredReason, string>> = {
	empty: 'the judge said nothing',
	truncated: 'the judge was cut off',
	refused: 'the judge refused',
	'no-verdict': 'no verdict in the reply',
	contradictory: 'two different verdicts in one reply',
	'out-of-range': 'a rating outside of 1 to 10',
	'prompt-cut': 'only a part of the prompt reached the judge',
	'low-mass': 'the letters of the answers were improbable',
	'no-logprobs': 'the reply has no log-probabilities',
	'not-recorded': 'the imported file has no judgment',
	'provider-error': 'the judge’s provider failed',
};

/** A reason why a game has no verdict, in words; a reason of a newer server is shown as it is. */
export function describeReason(reason: string): string {
	const known = UNSCORED_REASONS.find((one) => one === reason);
	return known === undefined ? reason : WORDS[known];
}

/** What was unusual about a reply that was read, in words. */
export function describeFlag(flag: ReplyFlag): string {
	return FLAG_WORDS[flag];
}

const FLAG_WORDS: Readonly<Record<ReplyFlag, string>> = {
	'no-finish-reason': 'does not say how it ended',
	'several-choices': 'came as several choices',
	'event-stream': 'came as an event stream',
	'legacy-text': 'came in the form of the old completions API',
	'not-json-type': 'came under a type other than JSON',
	'prompt-tokens-unknown': 'reports no tokens of the prompt',
};

/** `truncated 4, refused 2`, most frequent first. */
export function listReasons(reasons: Readonly<Record<string, number>>): string {
	return Object.entries(reasons)
		.filter(([, count]) => count > 0)
		.sort(([a, n], [b, m]) => m - n || a.localeCompare(b))
		.map(([reason, count]) => `${reason} ${count}`)
		.join(', ');
}
