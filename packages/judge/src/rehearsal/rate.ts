import { createHash } from 'node:crypto';
import { asRating, type Rating } from '@codejoust/arena/rules/rating';
import type { PreferenceName } from '../definition/preferences.ts';
import type { RehearsalPolicy } from '../definition/rehearsal-policies.ts';
import { RATED_MARKERS } from '../protocol/rubric-messages.ts';
import { scoreAnswer } from './features.ts';
import { findShownPreference, measureUnder } from './preference-features.ts';
import { between } from './read-prompt.ts';

/** What the rehearsal judge is shown of an answer that it rates, cut out of a prompt. */
export type RatedAnswer = {
	readonly question: string;
	readonly answer: string;
	/** Undefined for a criterion that is not shipped. */
	readonly preference: PreferenceName | undefined;
};

/** Cuts question, answer and preference out of a prompt by the markers; undefined when one of them is missing. */
export function readRatedPrompt(prompt: string): RatedAnswer | undefined {
	const [start, end] = RATED_MARKERS;
	const answer = between(prompt, start, end);
	if (answer === undefined) return undefined;
	const question = prompt.slice(0, prompt.indexOf(start)).replace('<|User Prompt|>', '').trim();
	const preference = findShownPreference(prompt.slice(prompt.indexOf(end)));
	return { question, answer, preference };
}

/** A rehearsal judge's rating of an answer and the reply it writes. The same texts and seed always give the same reply. */
export function rehearseRating(
	rated: RatedAnswer,
	{ noise }: Pick<RehearsalPolicy, 'noise'>,
	seed?: number,
): { readonly rating: Rating; readonly reply: string } {
	const { question, answer, preference } = rated;
	const { compared, share } = measureUnder(scoreAnswer(question, answer), preference);
	const drawn = share + 0.2 * noise * drawOf(rated, seed);
	const rating = asRating(Math.round(1 + 9 * Math.min(1, Math.max(0, drawn)))) ?? 1;
	const lines = compared
		.filter(({ points }) => Math.abs(points) >= 0.1)
		.map(({ name, points }) => `- ${name}: ${points > 0 ? '+' : ''}${points.toFixed(1)} points.`);
	const about =
		preference === undefined
			? 'the criterion is not a shipped one and was not read, so all visible features were counted:'
			: `only the visible features that belong to ${preference} were counted:`;
	const reply = [
		`Rehearsal judge (deterministic heuristic, not a language model). Nothing was run or understood; ${about}`,
		'',
		...(lines.length > 0 ? lines : ['- No counted feature is there.']),
		'',
		'A fixed draw was added, so that ratings differ as with real judges.',
		'',
		`Rating: ${rating}`,
	].join('\n');
	return { rating, reply };
}

/** Uniform in [−1, 1), fixed by the texts, the preference and the seed. */
function drawOf({ question, answer, preference }: RatedAnswer, seed: number | undefined): number {
	const parts = [question, answer, preference ?? '', ...(seed === undefined ? [] : [String(seed)])];
	const hash = createHash('sha256').update(parts.join('\0')).digest();
	return hash.readUInt32BE(0) / 2 ** 31 - 1;
}
