const WORDS: Readonly<Record<string, string>> = {
	empty: 'the judge said nothing',
	truncated: 'the judge was cut off',
	refused: 'the judge refused',
	'no-verdict': 'no verdict in the reply',
	contradictory: 'two different verdicts in one reply',
	'provider-error': 'the judge’s provider failed',
};

/** A reason why a game has no verdict, in words; a reason of a newer server is shown as it is. */
export function describeReason(reason: string): string {
	return WORDS[reason] ?? reason;
}

/** `truncated 4, refused 2`, most frequent first. */
export function listReasons(reasons: Readonly<Record<string, number>>): string {
	return Object.entries(reasons)
		.filter(([, count]) => count > 0)
		.sort(([a, n], [b, m]) => m - n || a.localeCompare(b))
		.map(([reason, count]) => `${reason} ${count}`)
		.join(', ');
}
