import { findLabels, type LabelOccurrence } from './find-labels.ts';
import type { Verdict } from './verdict.ts';

/** Where each label of an answer stands: up to three words before it on its line. */
export type AnswerLabel = { readonly verdict: Verdict; readonly wordsBefore: readonly string[] };

/** Words that must agree before a label for it to be a copy. */
const COPIED_WORDS = 3;

/** Lines by which judges state a verdict, the label itself cut off. */
const VERDICT_LINE =
	/^(?:(?:therefore|thus|so|overall),? )?(?:(?:my|the) )?(?:final )?verdict\b|^tie\b|^assistant [ab] is (?:significantly|slightly) better\b/i;

/** Pairs of quotation marks on one line. Apostrophes inside words open and close nothing. */
const QUOTATIONS = [
	/"[^"\n]*"/g,
	/“[^”\n]*”/g,
	/«[^»\n]*»/g,
	/‘[^’\n]*’(?![\p{L}\p{N}])/gu,
	/(?<![\p{L}\p{N}])'(?=\S)[^'\n]*'(?![\p{L}\p{N}])/gu,
];
const CODE_SPAN = /(`+)[^`\n]+\1/g;

/**
 * A mention speaks of a label and gives no verdict: the label stands in quotation marks, or in a code span with other
 * words, inside a sentence. A label alone in a code span is no mention, nor is a quotation that is the whole last line.
 */
export function isMention(text: string, label: LabelOccurrence): boolean {
	const line = text.slice(label.lineStart, label.lineEnd);
	const start = label.start - label.lineStart;
	const end = label.end - label.lineStart;
	const holds = (span: RegExpExecArray) =>
		span.index < start && span.index + span[0].length > end - 1;
	const quotation = QUOTATIONS.flatMap((marks) => [...line.matchAll(marks)]).find(holds);
	const codeSpan = [...line.matchAll(CODE_SPAN)].find(holds);
	const span =
		quotation ?? (codeSpan && hasWords(withoutLabels(codeSpan[0])) ? codeSpan : undefined);
	if (span === undefined) return false;
	const outside = line.slice(0, span.index) + line.slice(span.index + span[0].length);
	return hasWords(outside) || hasWords(text.slice(label.lineEnd));
}

/**
 * Whether the label may be copied from an answer: some answer has the same label behind the same words (the last three
 * on its line, or all of them if there are fewer).
 */
export function isCopied(
	text: string,
	label: LabelOccurrence,
	answers: readonly AnswerLabel[],
): boolean {
	const before = lastWords(withoutLabels(text.slice(label.lineStart, label.start)));
	return answers.some(
		({ verdict, wordsBefore }) =>
			verdict === label.verdict &&
			wordsBefore.every((word, at) => word === before[before.length - wordsBefore.length + at]),
	);
}

/** The labels of the answers with the words that a copy of them would bring along. */
export function labelsOfAnswers(answers: readonly string[]): readonly AnswerLabel[] {
	return answers.flatMap((answer) =>
		findLabels(answer).map((label) => ({
			verdict: label.verdict,
			wordsBefore: lastWords(withoutLabels(answer.slice(label.lineStart, label.start))),
		})),
	);
}

/** Whether the label ends the reply: after it come only marks, or a remark in parentheses. */
export function closesReply(text: string, label: LabelOccurrence): boolean {
	return !hasWords(text.slice(label.end).replace(/\([^()\n]*\)/g, ''));
}

/**
 * Whether the label stands on a line that only states a verdict ("My final verdict is: …", or the bare label): a plain
 * line, no block quotation, no code block, and not announced by a line such as "Assistant A wrote:".
 */
export function isVerdictLine(text: string, label: LabelOccurrence): boolean {
	const before = plainWords(text.slice(label.lineStart, label.start));
	if (hasWords(text.slice(label.end, label.lineEnd))) return false;
	if (hasWords(before) && !VERDICT_LINE.test(before)) return false;
	const linesAbove = text.slice(0, label.lineStart).split('\n');
	const fences = linesAbove.filter((line) => /^\s*(?:```|~~~)/.test(line)).length;
	if (fences % 2 === 1 || /^\s*>/.test(text.slice(label.lineStart, label.lineEnd))) return false;
	const lineAbove = plainWords(linesAbove.findLast((line) => hasWords(line)) ?? '');
	return !lineAbove.endsWith(':') || /verdict/i.test(lineAbove);
}

function hasWords(text: string): boolean {
	return /[\p{L}\p{N}]/u.test(text);
}

function lastWords(text: string): readonly string[] {
	return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(-COPIED_WORDS);
}

function plainWords(text: string): string {
	return text.replace(/[*_`#]/g, '').trim();
}

function withoutLabels(text: string): string {
	return text.replace(/\[\[[^[\]]*\]\]/g, ' ');
}
