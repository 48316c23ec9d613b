import { findLabels, type LabelOccurrence } from './find-labels.ts';
import { findCodeSpans, findQuotations, type Span } from './quoted-spans.ts';
import { isAttributed, isVerdictStart, statesVerdict } from './verdict-words.ts';
import { findLastWord, hasWords } from './words.ts';

/** A label of a text, and what stands around it. */
export type PlacedLabel = LabelOccurrence & {
	/** It speaks of a label and gives no verdict. */
	readonly isMention: boolean;
	/** It ends the text: after it come only marks, or a remark in parentheses. */
	readonly isClosing: boolean;
	/** It stands on a line that only states a verdict, in no block. */
	readonly isVerdictLine: boolean;
	/** Up to three words before it on its line, in lower case. */
	readonly wordsBefore: readonly string[];
};

/** Every label of some answers with the words that a copy of it would have before it. */
export type AnswerLabels = ReadonlySet<string>;

/** Words that must agree before a label for it to be a copy, and how much of each is compared. */
const COPIED_WORDS = 3;
const WORD_LENGTH = 60;

/**
 * All labels of a text. A label in quotation marks, in code or in a block quotation is a mention, unless it ends the text,
 * stands on a verdict line, or the words before the marks state a verdict. One that ends the text is a mention all the same
 * where the words before say that somebody else's words follow. Each line is read once, whatever the number of its labels.
 */
export function placeLabels(text: string): readonly PlacedLabel[] {
	const labels = findLabels(text);
	// Most answers have none, and looking for the end of a text costs more than looking for labels.
	if (labels.length === 0) return [];
	const closing = findClosingLabel(text, labels);
	const blocks = createBlockFinder(text);
	let line: Line | undefined;
	return labels.map((label) => {
		if (line?.start !== label.lineStart) line = openLine(text, label.lineStart);
		const { isInBlock, lineAbove } = blocks.at(label.lineStart);
		const span = line.findSpan(label);
		const isClosing = label === closing;
		const isVerdictLine = !isInBlock && isStatingLine(text, label, lineAbove);
		const before = span && text.slice(label.lineStart, label.lineStart + span.start);
		const isOwn = isClosing
			? !isAttributed(before ?? '') && !(isInBlock && isAttributed(lineAbove))
			: isVerdictLine || (before !== undefined && !isInBlock && statesVerdict(before));
		return {
			...label,
			isMention: (span !== undefined || isInBlock) && !isOwn,
			isClosing,
			isVerdictLine,
			wordsBefore: line.readWords(label),
		};
	});
}

/**
 * Whether the label may be copied from an answer: some answer has the same label behind the same words (the last three
 * on its line, or all of them if there are fewer).
 */
export function isCopied({ verdict, wordsBefore }: PlacedLabel, answers: AnswerLabels): boolean {
	const counts = [0, 1, 2, 3].filter((count) => count <= wordsBefore.length);
	return counts.some((count) =>
		answers.has(writeKey(verdict, wordsBefore.slice(wordsBefore.length - count))),
	);
}

/** The labels of the answers with the words that a copy of them would bring along. */
export function labelsOfAnswers(answers: readonly string[]): AnswerLabels {
	return new Set(
		answers.flatMap((answer) =>
			placeLabels(answer).map(({ verdict, wordsBefore }) => writeKey(verdict, wordsBefore)),
		),
	);
}

/** The label after which come only marks, tags and remarks in parentheses; else the one in the remark that ends the text. */
function findClosingLabel(
	text: string,
	labels: readonly LabelOccurrence[],
): LabelOccurrence | undefined {
	const bare = text.replace(/\([^()\n]*\)|<\/?[a-z][\w-]{0,20}>/gi, (remark) =>
		' '.repeat(remark.length),
	);
	const ofWord = (at: number) => labels.findLast(({ start, end }) => start <= at && at < end);
	return ofWord(findLastWord(bare)) ?? ofWord(findLastWord(text));
}

/** Whether the line of a label states a verdict and nothing else: "My final verdict is: …", or the bare label. */
function isStatingLine(text: string, label: LabelOccurrence, lineAbove: string): boolean {
	if (hasWords(text.slice(label.end, label.lineEnd))) return false;
	const before = plainWords(text.slice(label.lineStart, label.start));
	if (hasWords(before) && !isVerdictStart(before)) return false;
	return !lineAbove.endsWith(':') || isVerdictStart(lineAbove) || /verdict/i.test(lineAbove);
}

/**
 * Blocks of code and quotations, for line starts that are asked for in order: whether a line stands in one, and the nearest
 * line with words above it. Each line is looked at once.
 */
function createBlockFinder(text: string) {
	let readTo = 0;
	let isInFence = false;
	let wordy = '';
	return {
		at(lineStart: number): { readonly isInBlock: boolean; readonly lineAbove: string } {
			while (readTo < lineStart) {
				const end = text.indexOf('\n', readTo);
				const line = text.slice(readTo, end === -1 ? text.length : end);
				if (/^\s*(?:```|~~~)[^`]*$/.test(line)) isInFence = !isInFence;
				else if (hasWords(line)) wordy = line;
				readTo = end === -1 ? text.length : end + 1;
			}
			const isQuotation = /^[^\S\n]{0,8}>/.test(text.slice(lineStart, lineStart + 10));
			return { isInBlock: isInFence || isQuotation, lineAbove: plainWords(wordy.slice(-LONGEST)) };
		},
	};
}

/** Of a line, this much before a label is read for what it says of it. */
const LONGEST = 200;

type Line = ReturnType<typeof openLine>;

/** A line whose labels are asked for from left to right. */
function openLine(text: string, start: number) {
	const lineBreak = text.indexOf('\n', start);
	const line = text.slice(start, lineBreak === -1 ? text.length : lineBreak);
	const quotations = findQuotations(line).map(createSpanFinder);
	const codeSpans = createSpanFinder(findCodeSpans(line));
	let words: readonly string[] = [];
	let readTo = start;
	return {
		start,
		/** The quotation or the code span that holds the label. */
		findSpan(label: LabelOccurrence): Span | undefined {
			const [from, to] = [label.start - start, label.end - start];
			return quotations
				.concat(codeSpans)
				.map((find) => find(from, to))
				.find((span) => span !== undefined);
		},
		readWords(label: LabelOccurrence): readonly string[] {
			const more = lastWords(withoutLabels(text.slice(readTo, label.start)));
			if (more.length > 0) words = [...words, ...more].slice(-COPIED_WORDS);
			readTo = label.end;
			return words;
		},
	};
}

/** Finds the span around a place; places come in order, so that each span is passed once. */
function createSpanFinder(spans: readonly Span[]) {
	let at = 0;
	return (from: number, to: number): Span | undefined => {
		while ((spans[at]?.end ?? Infinity) < to) at += 1;
		const span = spans[at];
		return span !== undefined && span.start < from ? span : undefined;
	};
}

function writeKey(verdict: string, words: readonly string[]): string {
	return [verdict, ...words].join(' ');
}

function lastWords(text: string): readonly string[] {
	const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
	return words.slice(-COPIED_WORDS).map((word) => word.slice(0, WORD_LENGTH));
}

/** Without tags and marks of emphasis and quotation, which judges copy from the example of their prompt. */
function plainWords(text: string): string {
	return text.replace(/[*_`#"“”«»„]|<\/?[a-z][\w-]{0,20}>/gi, '').trim();
}

function withoutLabels(text: string): string {
	return text.replace(/\[\[[^[\]]*\]\]/g, ' ');
}
