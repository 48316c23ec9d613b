import { createHash } from 'node:crypto';
import type { Verdict } from '@codejoust/arena/rules/verdict';
import { describeCompared, pickFeatures } from './criterion-features.ts';
import { type Feature, scoreAnswer } from './features.ts';
import type { RehearsalPolicy } from '../definition/rehearsal-policies.ts';
import type { ShownGame } from './read-prompt.ts';

const TIE_BELOW = 0.4;
const STRONG_FROM = 2;

/**
 * A rehearsal judge's verdict on a game and the reply it writes. The same texts and the same seed always give the same
 * reply; another seed draws other deviations.
 */
export function rehearse(
	game: ShownGame,
	{ positionBias, noise }: RehearsalPolicy,
	seed?: number,
): {
	readonly verdict: Verdict;
	readonly reply: string;
	/** How probable it is to a judge with this margin that answer A is better: the logistic function of its points. */
	readonly preference: number;
} {
	const { question, answerA, answerB, criterion } = game;
	const featuresOf = (answer: string) => pickFeatures(scoreAnswer(question, answer), criterion);
	const [featuresA, featuresB] = [featuresOf(answerA), featuresOf(answerB)];
	const margin = total(featuresA) - total(featuresB) + positionBias + noise * drawOf(game, seed);
	const verdict = verdictOf(margin);
	const added =
		positionBias > 0
			? 'A small fixed favour for the first answer and a fixed draw were added'
			: 'A fixed draw was added';
	return {
		verdict,
		reply: writeReply(featuresA, featuresB, { verdict, added, criterion }),
		preference: 1 / (1 + Math.exp(-margin)),
	};
}

function total(features: readonly Feature[]): number {
	return features.reduce((sum, feature) => sum + feature.points, 0);
}

/** Uniform in [−1, 1), fixed by the texts in the order shown, the criterion and the seed. */
function drawOf(
	{ question, answerA, answerB, criterion }: ShownGame,
	seed: number | undefined,
): number {
	const rest = [criterion, seed].filter((part) => part !== undefined).map(String);
	const parts = [question, answerA, answerB, ...rest];
	const hash = createHash('sha256').update(parts.join('\0')).digest();
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
	{
		verdict,
		added,
		criterion,
	}: {
		readonly verdict: Verdict;
		readonly added: string;
		readonly criterion: ShownGame['criterion'];
	},
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
		`Rehearsal judge (deterministic heuristic, not a language model). Nothing was run or understood; ${describeCompared(criterion)}`,
		'',
		...body,
		'',
		`${added}, so that flips and ties occur as with real judges.`,
		'',
		`[[${verdict}]]`,
	].join('\n');
}
