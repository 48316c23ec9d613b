import { verdictOfLabel } from './find-labels.ts';
import type { GameJudgment, UnreadableReason } from './judgment.ts';
import {
	type AnswerLabels,
	isCopied,
	labelsOfAnswers,
	type PlacedLabel,
	placeLabels,
} from './label-origin.ts';
import type { Verdict } from './verdict.ts';

/**
 * Reads the one verdict of a judge's final text, thinking cut out, of a reply that is known to have ended well. All its
 * labels must agree: two different ones contradict each other and are never a tie. Labels that the text mentions or copies
 * from `answers` (both answers as the judge was shown them) do not count:
 *
 * - A label in quotation marks, in code or in a block quotation is a mention, unless it ends the text or states a verdict.
 * - A label is copied when an answer has the same label behind the same words: the last three on its line, or as many as
 *   there are. An answer that is a bare label makes every such label of the reply look copied.
 * - The reply's last label is the judge's own all the same when it closes the reply or stands on a plain verdict line:
 *   the words of a verdict can be guessed, so an answer that repeats them must not silence the judge.
 *
 * Limits: a judge that gives no verdict but ends on a copied label without any marks is read as having given it, and a
 * verdict in mid-sentence, followed by text, is lost when an answer holds that very label. Escaping labels in the
 * answers before the judge sees them takes both away.
 */
export function readVerdict(text: string, answers: readonly string[] = []): GameJudgment {
	if (text.trim() === '') return unscored('empty');
	return agreedVerdict(findOwnLabels(text, answers).map((label) => label.verdict));
}

function findOwnLabels(text: string, answers: readonly string[]): readonly PlacedLabel[] {
	const labels = placeLabels(text).filter((label) => !label.isMention);
	let answerLabels: AnswerLabels | undefined;
	return labels.filter(
		(label) =>
			(label === labels.at(-1) && (label.isClosing || label.isVerdictLine)) ||
			!isCopied(label, (answerLabels ??= labelsOfAnswers(answers))),
	);
}

/**
 * Reads a final text in structured output, `{"explanation": …, "verdict": "A>B"}`, bare or as the one block of code that
 * the text is. Only the `verdict` field counts, bare or in its double brackets; anything else that arrives is `no-verdict`,
 * and a repeated field that says two things is `contradictory`.
 */
export function readStructuredVerdict(text: string): GameJudgment {
	if (text.trim() === '') return unscored('empty');
	const value = parseObject(withoutFence(text))?.verdict;
	if (typeof value !== 'string') return unscored('no-verdict');
	// JSON.parse keeps the last of several fields with one name and says nothing.
	if ((text.match(/(?<!\\)"verdict"\s*:/g) ?? []).length > 1) return unscored('contradictory');
	const verdict = verdictOfLabel(value.trim().replace(/^\[\[(.*)\]\]$/s, '$1'));
	return agreedVerdict(verdict === undefined ? [] : [verdict]);
}

/**
 * Whether a final text shows by itself that it is whole: its end is a line that only states one verdict, or it is one
 * object of JSON with a verdict.
 */
export function endsOnVerdict(text: string): boolean {
	if (/^\s*(?:\{|```)/.test(text) && readStructuredVerdict(text).kind === 'scored') return true;
	const own = findOwnLabels(text, []);
	const last = own.at(-1);
	if (agreedVerdict(own.map((label) => label.verdict)).kind !== 'scored') return false;
	return last !== undefined && last.isClosing && last.isVerdictLine;
}

/** What stands in a block of code that is all of the text; else the text. */
function withoutFence(text: string): string {
	const lines = text.trim().split('\n');
	const [first = ''] = lines;
	const isBlock =
		/^```[a-z]{0,12}[^\S\n]*$/i.test(first) && lines.length > 2 && lines.at(-1)?.trim() === '```';
	return isBlock ? lines.slice(1, -1).join('\n') : text;
}

function agreedVerdict(verdicts: readonly Verdict[]): GameJudgment {
	const [verdict, ...others] = new Set(verdicts);
	if (verdict === undefined) return unscored('no-verdict');
	return others.length === 0 ? { kind: 'scored', verdict } : unscored('contradictory');
}

function unscored(reason: UnreadableReason): GameJudgment {
	return { kind: 'unscored', reason };
}

function parseObject(text: string): { readonly verdict?: unknown } | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}
