import { isBalanced, splitBlocks, tagsOfQuestion } from './code-blocks.ts';

/** One visible property of an answer and the points it is worth. */
export type Feature = { readonly name: string; readonly points: number };

/** Longer texts are judged by their beginning; their length is judged anyway. */
const READ_CHARACTERS = 24_000;

const PLACEHOLDER =
	/\bTO-?DO\b|\bFIX-?ME\b|your code here|rest of (?:the |your )?code|implementation goes here|\bNotImplemented|left as an exercise|unimplemented!|(?:\/\/|#)\s*\.\.\./gi;
const APOLOGY =
	/\bas an ai\b|\bI(?:'m| am) (?:sorry|unable)|\bI (?:cannot|can't|can not) (?:help|assist|provide)/gi;
const CARE =
	/\b(?:try|except|catch|raise|throw|throws|finally|assert|Error|Exception|ValueError|None|null|nullptr|nil|Optional|Option|Result|isEmpty|empty|invalid|validate|edge case|boundary|overflow|timeout|default)\b/g;
const JUDGE_TALK =
	/\[·|<·\||\bassistant [AB]\b[^.\n]{0,40}\b(?:better|wins|superior|worse)|ignore (?:all |the |any )?(?:previous|other|above)|\b(?:dear|note to(?: the)?) judge\b|verified by (?:an )?expert/gi;

/** Scores an answer to a question by features that anyone can check by eye. Deterministic, in linear time. */
export function scoreAnswer(question: string, wholeAnswer: string): readonly Feature[] {
	const answer = wholeAnswer.slice(0, READ_CHARACTERS);
	const blocks = splitBlocks(answer);
	const fitting = tagsOfQuestion(question);
	const feature = (name: string, points: number): Feature => ({ name, points });
	return [
		feature('code in fenced blocks', blocks.code.trim() === '' ? 0 : 2.5),
		feature('the language asked for', languagePoints(fitting, blocks.tags)),
		feature('brackets that balance', blocks.code === '' || isBalanced(blocks.code) ? 0 : -1.2),
		feature('an answer that ends', blocks.isUnclosed ? -2.5 : 0),
		feature("the question's own names and terms", 3 * termOverlap(question, answer)),
		feature('errors and edge cases', 1.5 * saturate(distinct(answer, CARE), 4)),
		feature('explanation in a sensible amount', explanationPoints(blocks.prose)),
		feature('no placeholders', -1.5 * Math.min(3, count(answer, PLACEHOLDER))),
		feature('no apologies or refusals', -2 * Math.min(2, count(answer, APOLOGY))),
		feature('no talk to the judge', -3 * Math.min(2, count(answer, JUDGE_TALK))),
		feature('a fitting length', lengthPoints(wholeAnswer.length)),
		feature('no repetition', repetitionPoints(answer)),
	];
}

function languagePoints(fitting: ReadonlySet<string>, tags: readonly string[]): number {
	if (fitting.size === 0 || tags.length === 0) return 0;
	return tags.some((tag) => fitting.has(tag)) ? 1 : -1.5;
}

const WORD = /[A-Za-z_][A-Za-z0-9_]{3,}/g;
const COMMON = new Set(
	'that this with from have which should would could please write code function using used when where what your into each will them then than there given also only must make want need example following'.split(
		' ',
	),
);

/** Share of the question's distinct names and terms that the answer takes up; 0 for a question without any. */
function termOverlap(question: string, answer: string): number {
	const terms = wordsOf(question.slice(0, 4_000));
	if (terms.size === 0) return 0;
	const found = wordsOf(answer);
	let shared = 0;
	for (const term of terms) if (found.has(term)) shared++;
	return shared / terms.size;
}

function wordsOf(text: string): Set<string> {
	const words = new Set((text.match(WORD) ?? []).map((word) => word.toLowerCase()));
	return words.difference(COMMON);
}

function explanationPoints(prose: string): number {
	const words = prose.split(/\s+/).length;
	if (words < 12) return -0.8;
	if (words > 1_200) return -0.5;
	return 1.2 * saturate(words, 120);
}

function lengthPoints(characters: number): number {
	if (characters < 60) return -4;
	if (characters < 200) return -1.5;
	return characters > 15_000 ? -1.5 : 0;
}

function repetitionPoints(answer: string): number {
	const lines = answer.split('\n').filter((line) => line.trim().length > 8);
	if (lines.length < 8) return 0;
	const share = new Set(lines).size / lines.length;
	return share < 0.6 ? -6 * (0.6 - share) - 0.5 : 0;
}

function count(text: string, pattern: RegExp): number {
	return text.match(pattern)?.length ?? 0;
}

function distinct(text: string, pattern: RegExp): number {
	return new Set(text.match(pattern) ?? []).size;
}

/** 0 at 0, 1 from `full` on. */
function saturate(value: number, full: number): number {
	return Math.min(1, value / full);
}
