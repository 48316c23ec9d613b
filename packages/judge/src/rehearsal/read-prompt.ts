import { CRITERION_NAMES, type CriterionName, findCriterion } from '../definition/criteria.ts';
import { ANSWER_MARKERS } from '../prompt/template.ts';

/** What the rehearsal judge is shown, cut out of a prompt. */
export type ShownGame = {
	readonly question: string;
	readonly answerA: string;
	readonly answerB: string;
	/** The shipped criterion whose text is after the answers; `other` for a criterion that is not shipped. */
	readonly criterion?: CriterionName | 'other' | undefined;
};

const FENCE_LINES = /^----- fence [0-9a-f]{16} -----\n|\n----- fence [0-9a-f]{16} -----$/g;

const QUESTION = '<|User Prompt|>';
/** A reference before the answers, which is no part of the question. */
const FENCED = /^(----- fence [0-9a-f]{16} -----)\n[^]*?\n\1$/gm;

/** Cuts question and answers out of a prompt by the markers; undefined when one of them is missing. */
export function readPrompt(prompt: string): ShownGame | undefined {
	const [startA, endA, startB, endB] = ANSWER_MARKERS;
	const answerA = between(prompt, startA, endA);
	const answerB = between(prompt, startB, endB);
	if (answerA === undefined || answerB === undefined) return undefined;
	const question = readQuestion(prompt.slice(0, prompt.indexOf(startA)));
	const criterion = readCriterion(prompt.slice(prompt.indexOf(endB) + endB.length));
	return { question, answerA, answerB, ...(criterion && { criterion }) };
}

/** Without a reference that is shown before it, and what introduces that. */
function readQuestion(before: string): string {
	const start = before.search(FENCED) < 0 ? 0 : Math.max(0, before.lastIndexOf(QUESTION));
	return before.slice(start).replace(FENCED, '').replace(QUESTION, '').trim();
}

/** Looked for after the answers, where the default prompt for a criterion has it: neither a question nor an answer names one. */
function readCriterion(rest: string): ShownGame['criterion'] {
	const shipped = CRITERION_NAMES.find((name) => rest.includes(findCriterion(name)?.text ?? ''));
	return shipped ?? (rest.includes('<|Criterion|>') ? 'other' : undefined);
}

/** The text between two markers, without its fences; undefined when a marker is missing. */
export function between(text: string, start: string, end: string): string | undefined {
	const from = text.indexOf(start);
	const to = text.indexOf(end, from);
	if (from < 0 || to < 0) return undefined;
	return text
		.slice(from + start.length, to)
		.trim()
		.replace(FENCE_LINES, '')
		.trim();
}
