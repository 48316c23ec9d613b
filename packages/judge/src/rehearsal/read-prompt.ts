import { ANSWER_MARKERS } from '../prompt/template.ts';

/** What the rehearsal judge is shown, cut out of a prompt. */
export type ShownGame = {
	readonly question: string;
	readonly answerA: string;
	readonly answerB: string;
};

const FENCE_LINES = /^----- fence [0-9a-f]{16} -----\n|\n----- fence [0-9a-f]{16} -----$/g;

/** Cuts question and answers out of a prompt by the markers; undefined when one of them is missing. */
export function readPrompt(prompt: string): ShownGame | undefined {
	const [startA, endA, startB, endB] = ANSWER_MARKERS;
	const answerA = between(prompt, startA, endA);
	const answerB = between(prompt, startB, endB);
	if (answerA === undefined || answerB === undefined) return undefined;
	const question = prompt.slice(0, prompt.indexOf(startA)).replace('<|User Prompt|>', '').trim();
	return { question, answerA, answerB };
}

function between(text: string, start: string, end: string): string | undefined {
	const from = text.indexOf(start);
	const to = text.indexOf(end, from);
	if (from < 0 || to < 0) return undefined;
	return text
		.slice(from + start.length, to)
		.trim()
		.replace(FENCE_LINES, '')
		.trim();
}
