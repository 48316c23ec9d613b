import { hasWords } from './words.ts';

/** What a line says of a rating: a number as it is written, on which scale; or words where a number should be. */
export type StatedRating = {
	/** Undefined where there is no whole number, or where there are two. */
	readonly value: number | undefined;
	/** Where its number begins in the line. */
	readonly at: number;
};

/** The name of a field of JSON that holds a rating. */
export const RATING_FIELD = /(?<!\\)"(?:(?:final|overall)_)?(?:rating|score)"\s*:/gi;

/** Of a line, this much is read from its beginning and from its end. */
const READ_CHARACTERS = 400;

const LABEL = String.raw`(?:ratings?|scores?|grade|\[result\]|result)`;
const NUMBER = String.raw`[-+−]?\d{1,15}(?:[.,]\d{1,15})?(?:e[+-]?\d{1,4})?`;
const VALUE = String.raw`\[{0,2}[^\S\n]*(?<number>${NUMBER})[^\S\n]*\]{0,2}(?:[^\S\n]*(?:\/|out[^\S\n]+of|of)[^\S\n]*(?<scale>\d{1,5}(?:[.,]\d{1,3})?))?(?![\d\p{L}%])\]{0,2}`;
const NO_VALUE = String.raw`(?<words>n\/?a|none|null|unknown|not[^\S\n]+applicable|zero|one|two|three|four|five|six|seven|eight|nine|ten)(?![\p{L}\d])`;
/** "for readability", "(1-10)", between a label and its sign. */
const ABOUT = String.raw`(?:[^\S\n]+(?:for|of|on|under)[^\S\n]+[^:=\d\n]{1,60}?)?[^\S\n]*(?:\([^()\n]{0,40}\))?[^\S\n]*`;
const BULLET = String.raw`^[^\S\n]*(?:[-–•({+|,][^\S\n]*|\d{1,2}[.)][^\S\n]+){0,3}`;

const WORDS_BEFORE = String.raw`(?<before>(?:[\p{L}’'_-]{1,24}[^\S\n]+){0,4}?)`;
const LABELLED = new RegExp(
	`${BULLET}${WORDS_BEFORE}(?:[\\p{L}]{1,20}_)?${LABEL}${ABOUT}(?:->|[:=→–-]|is:?|of)[^\\S\\n]*(?:${VALUE}|${NO_VALUE})`,
	'diu',
);
const LABEL_ENDS = new RegExp(
	`(?<![\\p{L}])${LABEL}${ABOUT}(?:->|[:=→–-]|is:?|of)[^\\S\\n]*$|\\[result\\][^\\S\\n]*$`,
	'iu',
);
const RATES =
	/\b(?:rat(?:e|es|ed|ing)|scor(?:e|es|ed)|giv(?:e|es|en|ing)|award|assign|deserves?|merits?|earns?)\b[^.!?\n]{0,120}$/iu;
const VALUE_ENDS = new RegExp(`(?<![\\d.,/·\\p{L}])(?:${VALUE})[\\s.,;:!)}\\]|]*$`, 'diu');
const ALONE = new RegExp(`${BULLET}(?:${VALUE})[\\s.,;!)}\\]|]*$`, 'diu');
const LABEL_ALONE = new RegExp(
	`${BULLET}(?:[\\p{L}’'-]{1,24}[^\\S\\n]+){0,3}?${LABEL}${ABOUT}[:=]?[^\\S\\n]*$`,
	'iu',
);

/** A rating that is spoken of and not given. */
const NOT_GIVEN =
	/\b(?:max(?:imum)?|min(?:imum)?|possible|best|worst|highest|lowest|previous|initial|first|preliminary|tentative|average|example|sample|no|not|if|between)\b/iu;

/** How a line may go on after its number. */
const REST =
	/^(?:[\s.,;:!)}\]|–—-]*$|[^\S\n]*[.;:!,)}](?!\d)|[^\S\n]*[-–—][^\S\n]+(?!\d)|[^\S\n]*[(|](?!\d)|[^\S\n]+(?:points?|stars?|because|since|as|for|due|given|based|under|with|on|overall)\b|[^\S\n]+\p{Lu}\p{L})/u;
/** "7 or 8", "1-10", "6–7": two numbers, which are no rating. */
const TWO = /^[^\S\n]*(?:or|to|and|\.\.+|[-–—~])[^\S\n]*(\d+)/iu;

/** The ratings that a line of a judge's reply states. Each part of the line is read a bounded number of times. */
export function findStated(line: string, lineAbove = ''): readonly StatedRating[] {
	if (!hasDigitOrLabel(line) || isQuotation(line)) return [];
	const plain = withoutMarks(line);
	const start = plain.slice(0, READ_CHARACTERS);
	const labelled = LABELLED.exec(start);
	if (labelled !== null && !NOT_GIVEN.test(labelled.groups?.['before'] ?? '')) {
		const stated = asStated(labelled, start);
		return stated === undefined ? [] : [stated];
	}
	const alone = ALONE.exec(start);
	const isBelowLabel = LABEL_ALONE.test(withoutMarks(lineAbove.slice(0, READ_CHARACTERS)));
	const isRating = alone !== null && (isBelowLabel || isMarked(alone));
	const stated = isRating ? asStated(alone, start) : undefined;
	return stated === undefined ? [] : [stated];
}

/** The rating that the last words of a reply state, such as "so I rate it 7/10". */
export function findClosing(line: string): StatedRating | undefined {
	const from = Math.max(0, line.length - READ_CHARACTERS);
	const end = withoutMarks(line.slice(from));
	const found = VALUE_ENDS.exec(end);
	if (found === null || isQuotation(line)) return undefined;
	const before = end.slice(0, found.index);
	if (NOT_GIVEN.test(lastWords(before))) return undefined;
	const isSaid = LABEL_ENDS.test(before) || (isMarked(found) && RATES.test(before));
	if (!isSaid && !/^\[\[/u.test(found[0])) return undefined;
	const stated = asStated(found, end);
	return stated && { ...stated, at: from + stated.at };
}

function lastWords(text: string): string {
	return (
		text
			.split(/[.!?;:]\s/)
			.at(-1)
			?.slice(-60) ?? ''
	);
}

/** A number that nobody writes by chance: of ten, or in double brackets. */
function isMarked(found: RegExpExecArray): boolean {
	return found.groups?.['scale'] === '10' || /\[\[[^\]]*\]\]/.test(found[0]);
}

function asStated(found: RegExpExecArray, line: string): StatedRating | undefined {
	const { number, scale, words } = found.groups ?? {};
	const at = found.indices?.groups?.[number === undefined ? 'words' : 'number']?.[0] ?? 0;
	if (words !== undefined || number === undefined) return { value: undefined, at };
	const rest = line.slice(found.index + found[0].length);
	const second = TWO.exec(rest)?.[1];
	// "Rating: 1-10" repeats the scale and states nothing.
	if (second !== undefined) return second === '10' ? undefined : { value: undefined, at };
	if (!REST.test(rest)) return undefined;
	const isOfTen = scale === undefined || Number(scale.replace(',', '.')) === 10;
	return { value: isOfTen ? wholeNumber(number) : undefined, at };
}

/** 7 and 7.0; undefined for half points. */
function wholeNumber(text: string): number | undefined {
	const value = Number(text.replace('−', '-').replace(',', '.'));
	return Number.isInteger(value) ? value : undefined;
}

function hasDigitOrLabel(line: string): boolean {
	return hasWords(line) && (/\d/.test(line) || new RegExp(LABEL, 'i').test(line));
}

/** Whether the line begins or ends a block of code. */
export function isFence(line: string): boolean {
	return /^\s*(?:```|~~~)[^`]*$/.test(line);
}

function isQuotation(line: string): boolean {
	return /^[^\S\n]{0,8}>/.test(line);
}

/** Blanks in place of emphasis, headings, quotation marks and tags; every character keeps its place. */
function withoutMarks(line: string): string {
	return line
		.replace(/<(rating|score)>/gi, (_tag, name: string) => `${name}: `)
		.replace(/<\/?[a-z][\w-]{0,20}>|\\boxed\{|[*`#"“”«»„$\\]|(?<!\p{L})_|_(?!\p{L})/giu, (marks) =>
			' '.repeat(marks.length),
		)
		.replaceAll('：', ':')
		.replace(/(?<=\d[^\S\n]{0,4})\}/g, ' ');
}
