import { createHash } from 'node:crypto';
import type { Verdict } from '@codejoust/arena/verdict';
import { type Feature, scoreAnswer } from './features.ts';
import type { ShownGame } from './read-prompt.ts';

/** A small favour for the answer shown first, as language models have it: it makes flips and ties occur. */
const POSITION_BIAS = 0.15;
/** Largest deviation drawn from the hash of the texts as shown. */
const NOISE = 0.8;
const TIE_BELOW = 0.4;
const STRONG_FROM = 2;

/** The rehearsal judge's verdict on a game and the reply it writes. The same texts always give the same reply. */
export function rehearse(game: ShownGame): { readonly verdict: Verdict; readonly reply: string } {
	const featuresA = scoreAnswer(game.question, game.answerA);
	const featuresB = scoreAnswer(game.question, game.answerB);
	const margin = total(featuresA) - total(featuresB) + POSITION_BIAS + NOISE * drawOf(game);
	const verdict = verdictOf(margin);
	return { verdict, reply: writeReply(featuresA, featuresB, verdict) };
}

function total(features: readonly Feature[]): number {
	return features.reduce((sum, feature) => sum + feature.points, 0);
}

/** Uniform in [−1, 1), fixed by the texts in the order shown. */
function drawOf({ question, answerA, answerB }: ShownGame): number {
	const hash = createHash('sha256').update([question, answerA, answerB].join('\0')).digest();
	return hash.readUInt32BE(0) / 2 ** 31 - 1;
}

function verdictOf(margin: number): Verdict {
	const size = Math.abs(margin);
	if (size < TIE_BELOW) return 'A=B';
	if (margin > 0) return size >= STRONG_FROM ? 'A>>B' : 'A>B';
	return size >= STRONG_FROM ? 'B>>A' : 'B>A';
}

const LINES_SHOWN = 5;

function writeReply(
	featuresA: readonly Feature[],
	featuresB: readonly Feature[],
	verdict: Verdict,
): string {
	const differences = featuresA
		.map(({ name, points }, i) => ({ name, lead: points - (featuresB[i]?.points ?? 0) }))
		.filter(({ lead }) => Math.abs(lead) >= 0.1)
		.sort((left, right) => Math.abs(right.lead) - Math.abs(left.lead))
		.slice(0, LINES_SHOWN)
		.map(({ name, lead }) => {
			const side = lead > 0 ? 'A' : 'B';
			return `- ${name}: Assistant ${side} is ahead by ${Math.abs(lead).toFixed(1)} points.`;
		});
	const body = differences.length > 0 ? differences : ['- No compared feature differs visibly.'];
	return [
		'Rehearsal judge (deterministic heuristic, not a language model). Nothing was run or understood; visible features were compared:',
		'',
		...body,
		'',
		'A small fixed favour for the first answer and a fixed draw were added, so that flips and ties occur as with real judges.',
		'',
		`[[${verdict}]]`,
	].join('\n');
}
