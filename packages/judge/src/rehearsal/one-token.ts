/** What the letters have together; the rest is that of words with which a reply could begin. */
const MASS = 0.97;
const BLANK_SHARE = 0.1;

/**
 * A choice of one token with the log-probabilities of all that it could have been, as a language model has them that is asked
 * for the letter of the better answer.
 *
 * @param preference how probable the letter A is, of both letters
 */
export function writeOneToken(preference: number, topLogprobs: number) {
	const letters = [
		{ letter: 'A', share: preference },
		{ letter: 'B', share: 1 - preference },
	].flatMap(({ letter, share }) => [
		asEntry(letter, MASS * share * (1 - BLANK_SHARE)),
		asEntry(` ${letter}`, MASS * share * BLANK_SHARE),
	]);
	const all = [...letters, asEntry('The', 0.02), asEntry('Both', 0.008)].sort(
		(a, b) => b.logprob - a.logprob,
	);
	const token = preference >= 0.5 ? 'A' : 'B';
	const sampled = all.find((one) => one.token === token);
	return {
		index: 0,
		finish_reason: 'length',
		message: { role: 'assistant', content: token, refusal: null },
		logprobs: { content: [{ ...sampled, top_logprobs: all.slice(0, topLogprobs) }], refusal: null },
	};
}

function asEntry(token: string, probability: number) {
	return { token, logprob: Math.log(probability), bytes: [...Buffer.from(token)] };
}
