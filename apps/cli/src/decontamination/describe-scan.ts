import { OVERLAP_WORDS } from '@codejoust/arena/overlap/find-overlaps';
import { describeBytes, groupDigits } from '@codejoust/formats/checks/limits';
import type {
	FileOverlap,
	FileSimilarity,
	MatchedQuestion,
	UnreadLines,
} from '@codejoust/formats/texts/file-overlap';
import type { UnreadReason } from '@codejoust/formats/texts/text-reader';
import { count, formatDuration } from '../format-numbers.ts';
import { safeText } from '../safe-text.ts';
import type { ScannedFile } from './scan-file.ts';

/** Questions that are printed of a file; `--json` has all. */
const SHOWN = 20;

type Unit = 'line' | 'question';

/** A file in sentences, a line each. */
export function describeScan(scan: ScannedFile, questions: number): readonly string[] {
	if (scan.kind === 'refused') return [scan.says];
	const { overlap, bytes, seconds, sha256 } = scan;
	const unit = scan.of === 'benchmark' ? 'question' : 'line';
	const { lines, texts, similarity } = overlap;
	return [
		`${safeText(scan.file)}: ${count(lines, unit)}, ${count(texts, 'text')}, ${describeBytes(bytes)}, sha256 ${sha256.slice(0, 12)}, read in ${formatDuration(seconds)}.`,
		...describeMatches(overlap, questions, unit).map(indent),
		...(similarity ? describeSimilarity(similarity, questions, unit) : []).map(indent),
		...overlap.unread.map((each) => indent(describeUnread(each))),
	];
}

function indent(line: string): string {
	return `  ${line}`;
}

function describeMatches(
	{ matched, matched_lines: lines, template }: FileOverlap,
	questions: number,
	unit: Unit,
): readonly string[] {
	const common =
		template === null
			? []
			: [
					`${count(template.lines, unit)} ${template.lines === 1 ? 'has' : 'have'} words of more than 20 questions, which is a template of the benchmark and is not counted (${unit} ${template.line}: "${safeText(cut(template.span))}").`,
				];
	if (matched.length === 0)
		return [`No question shares ${OVERLAP_WORDS} words in a row with it.`, ...common];
	const whole = matched.filter(({ share }) => share === 1).length;
	return [
		`${groupDigits(matched.length)} of ${count(questions, 'question')} share ${OVERLAP_WORDS} or more words in a row with ${count(lines, unit)}${unit === 'question' ? ' of it' : ''}.`,
		...(whole === questions
			? ['Every question is in it whole: it may be the benchmark’s own file.']
			: []),
		...matched.slice(0, SHOWN).map((match) => describeMatch(match, unit)),
		...(matched.length > SHOWN
			? [`… and ${groupDigits(matched.length - SHOWN)} more: --json has all of them.`]
			: []),
		...common,
	];
}

function describeMatch(
	{ question_id: id, words, share, lines, examples }: MatchedQuestion,
	unit: Unit,
): string {
	const [first] = examples;
	const place = first === undefined ? '' : `, ${unit} ${first.line}${describeField(first.field)}`;
	const more = lines > 1 ? ` and ${count(lines - 1, `more ${unit}`)}` : '';
	return `${safeText(id)}: ${words} words (${Math.floor(100 * share)} % of the question)${place}${more}: "${safeText(cut(first?.span ?? ''))}"`;
}

function describeField(field: string): string {
	return field === '' ? '' : ` (${safeText(field)})`;
}

const SHOWN_SPAN = 90;

function cut(span: string): string {
	const points = [...span.replaceAll(/\s+/g, ' ')];
	return points.length > SHOWN_SPAN ? `${points.slice(0, SHOWN_SPAN).join('')}…` : points.join('');
}

function describeSimilarity(
	{ least, curve, nearest }: FileSimilarity,
	questions: number,
	unit: Unit,
): readonly string[] {
	const levels = curve.map(({ at_least: level, questions: n }) => `${level.toFixed(1)}: ${n}`);
	return [
		`Nearest text of each of ${count(questions, 'question')} by edit distance, questions at a similarity of at least ${levels.join(', ')}.`,
		...nearest
			.slice(0, SHOWN)
			.map(
				({ question_id: id, similarity, line, field }) =>
					`${safeText(id)}: ${similarity.toFixed(3)} similar to ${unit} ${line}${describeField(field)}`,
			),
		...(nearest.length > SHOWN
			? [`… and ${groupDigits(nearest.length - SHOWN)} more from ${least} on.`]
			: []),
	];
}

const REASON_WORDS: Readonly<Record<UnreadReason, string>> = {
	'too-long': 'too long',
	'not-utf8': 'not UTF-8',
	'not-json': 'not JSON',
	'unknown-shape': 'of no known shape (name the fields with --field)',
};

function describeUnread({ reason, lines, examples }: UnreadLines): string {
	const shown = examples.map(({ line, says }) => `line ${line}: ${safeText(says)}`).join('; ');
	return `${count(lines, 'line')} not read, ${REASON_WORDS[reason]}: ${shown}${lines > examples.length ? '; …' : ''}.`;
}
