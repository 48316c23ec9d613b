import type { VerdictJudgment, UnscoredJudgment } from '@codejoust/arena/rules/judgment';
import { labelPreference } from '@codejoust/arena/rules/preference';
import type { TokenProbability } from '../reply/reply.ts';
import type { ReadSaid } from './protocol.ts';

/** What both letters must have together of the first token's probability. */
const LEAST_MASS = 0.5;
/** What may be unknown of a letter's probability, as a share of what both have. */
const MOST_UNKNOWN = 0.02;
/** Sums of rounded probabilities may be a little above 1. */
const ROUNDING = 0.01;

/** What a sum of logarithms taken back may be too low by. */
const ROUNDING_OF_SUMS = 1e-9;

type Letter = 'A' | 'B';

/**
 * Reads how probable the judge makes it that the answer shown first is better: P(A) / (P(A) + P(B)) for its first token.
 * Each letter has the sum of the tokens that mean it.
 */
export function readPreference(
	said: ReadSaid,
	tieWithin: number,
): VerdictJudgment | UnscoredJudgment {
	const weighed = weighLetters(said);
	if (weighed.kind === 'unknown') return { kind: 'unscored', reason: 'no-logprobs' };
	if (weighed.kind === 'improbable') return { kind: 'unscored', reason: 'low-mass' };
	const { preference } = weighed;
	return { kind: 'scored', verdict: labelPreference(preference, tieWithin), preference };
}

/** Why a reply has no preference, in a sentence; undefined where it has one. */
export function explainUnread(said: ReadSaid): string | undefined {
	const weighed = weighLetters(said);
	return weighed.kind === 'weighed' ? undefined : weighed.words;
}

/** Why an endpoint does not serve a judge that is read by probabilities; undefined where its reply has what is read. */
export function explainNoLogprobs(said: ReadSaid): string | undefined {
	const weighed = weighLetters(said);
	return weighed.kind === 'unknown' ? weighed.words : undefined;
}

type Weighed =
	| { readonly kind: 'weighed'; readonly preference: number }
	| { readonly kind: 'improbable'; readonly words: string }
	| { readonly kind: 'unknown'; readonly words: string };

function weighLetters({ logprobs, thinking }: ReadSaid): Weighed {
	if (logprobs === undefined)
		return unknown(
			thinking == null
				? 'The reply has no log-probabilities of its first token, by which this judge is read.'
				: 'The reply begins with thinking, so that its first token is no letter of an answer: this judge needs a model that does not think.',
		);
	const tokens = distinctTokens(logprobs);
	const known = tokens.flatMap(({ token, logprob }) =>
		logprob === null ? [] : [{ letter: letterOf(token), probability: Math.exp(logprob) }],
	);
	const listed = sum(known);
	if (listed > 1 + ROUNDING)
		return unknown(
			'The log-probabilities of the first token add up to more than 1: they are no probabilities.',
		);
	const [a, b] = [sum(known.filter(isOf('A'))), sum(known.filter(isOf('B')))];
	const mass = a + b;
	if (mass < LEAST_MASS - ROUNDING_OF_SUMS)
		return {
			kind: 'improbable',
			words: `A and B have ${mass.toFixed(3)} of the probability of the first token; at least ${LEAST_MASS} is needed.`,
		};
	const hidden = Math.max(0, 1 - listed);
	const isLetterUnknown = tokens.some(
		({ token, logprob }) => logprob === null && letterOf(token) !== undefined,
	);
	const least = Math.min(...known.map(({ probability }) => probability));
	// A token that is not listed is less probable than each that is.
	if ((isLetterUnknown ? hidden : Math.min(hidden, least)) > MOST_UNKNOWN * mass)
		return unknown(
			`The reply has log-probabilities of ${known.length} first tokens, too few to know how probable both letters are.`,
		);
	return { kind: 'weighed', preference: a / mass };
}

function unknown(words: string): Weighed {
	return { kind: 'unknown', words };
}

/** Some servers list the sampled token twice; tokens of one text with different probabilities are different tokens. */
function distinctTokens(logprobs: readonly TokenProbability[]): readonly TokenProbability[] {
	const seen = new Set<string>();
	return logprobs.filter(({ token, logprob }) => {
		const key = `${logprob} ${token}`;
		return !seen.has(key) && seen.add(key);
	});
}

function isOf(letter: Letter) {
	return (one: { readonly letter: Letter | undefined }) => one.letter === letter;
}

function sum(all: readonly { readonly probability: number }[]): number {
	return all.reduce((total, { probability }) => total + probability, 0);
}

/** No token that means a letter is longer. */
const LONGEST_TOKEN = 12;
/** White space, the marks that tokenizers write for it, and what may stand around a letter: quotation marks, brackets, emphasis. */
const AROUND = /^[\s\u0120\u2581\u010a"'`“”‘’«»([{*_]+|[\s"'`“”‘’«»)\]}*_.,:;]+$/g;

/** The letter that a token means: alone, in either case, with white space, quotation marks, brackets or a full stop around it. */
function letterOf(token: string): Letter | undefined {
	if (token.length > LONGEST_TOKEN) return undefined;
	const bare = token.replace(AROUND, '').toUpperCase();
	return bare === 'A' || bare === 'B' ? bare : undefined;
}
