import { findLabels, verdictOfLabel, type LabelOccurrence } from './find-labels.ts';
import type { Judgment, UnreadableReason } from './judgment.ts';
import {
	closesReply,
	isCopied,
	isMention,
	isVerdictLine,
	labelsOfAnswers,
} from './label-origin.ts';
import type { Verdict } from './verdict.ts';

/** What a judge sent back, as its provider reports it. */
export type JudgeReply = {
	readonly text: string | null;
	/** `stop`, `length`, `content_filter` or whatever else the provider says. */
	readonly finishReason: string | null;
	/** The provider's own refusal text; blank is none. */
	readonly refusal: string | null;
};

/**
 * Reads the one verdict of a judge's reply. Checked in this order: refused, truncated (a label in a truncated reply does
 * not count), empty, then the labels, which must all agree: two different ones contradict each other and are never a
 * tie. Labels that the reply mentions or copies from `answers` (both answers as the judge was shown them) do not count:
 *
 * - A label in quotation marks, or with other words in a code span, inside a sentence is a mention.
 * - A label is copied when an answer has the same label behind the same words: the last three on its line, or as many as
 *   there are. An answer that is a bare label makes every such label of the reply look copied.
 * - The reply's last label is the judge's own all the same when it closes the reply or stands on a plain verdict line:
 *   the words of a verdict can be guessed, so an answer that repeats them must not silence the judge.
 *
 * Limits: a judge that gives no verdict but ends on a copied label without any marks is read as having given it, and a
 * verdict in mid-sentence, followed by text, is lost when an answer holds that very label. Escaping labels in the
 * answers before the judge sees them takes both away.
 */
export function readVerdict(reply: JudgeReply & { readonly answers: readonly string[] }): Judgment {
	const text = readableText(reply);
	if (typeof text !== 'string') return text;
	const labels = findLabels(text).filter((label) => !isMention(text, label));
	const answerLabels = labelsOfAnswers(reply.answers);
	const own = labels.filter(
		(label) =>
			(label === labels.at(-1) && statesVerdict(text, label)) ||
			!isCopied(text, label, answerLabels),
	);
	return agreedVerdict(own.map((label) => label.verdict));
}

/**
 * Reads a reply in structured output, `{"explanation": …, "verdict": "A>B"}`. Only the `verdict` field counts, bare or
 * in its double brackets; anything else that arrives is `no-verdict`, and a repeated field that says two things is
 * `contradictory`.
 */
export function readStructuredVerdict(reply: JudgeReply): Judgment {
	const text = readableText(reply);
	if (typeof text !== 'string') return text;
	const value = parseObject(text)?.verdict;
	if (typeof value !== 'string') return unscored('no-verdict');
	// JSON.parse keeps the last of several fields with one name and says nothing.
	if ((text.match(/(?<!\\)"verdict"\s*:/g) ?? []).length > 1) return unscored('contradictory');
	const verdict = verdictOfLabel(value.trim().replace(/^\[\[(.*)\]\]$/s, '$1'));
	return agreedVerdict(verdict === undefined ? [] : [verdict]);
}

function readableText({ text, finishReason, refusal }: JudgeReply): string | Judgment {
	if (finishReason === 'content_filter' || (refusal ?? '').trim() !== '') {
		return unscored('refused');
	}
	if (finishReason === 'length') return unscored('truncated');
	if (text === null || text.trim() === '') return unscored('empty');
	return text;
}

function statesVerdict(text: string, label: LabelOccurrence): boolean {
	return closesReply(text, label) || isVerdictLine(text, label);
}

function agreedVerdict(verdicts: readonly Verdict[]): Judgment {
	const [verdict, ...others] = new Set(verdicts);
	if (verdict === undefined) return unscored('no-verdict');
	return others.length === 0 ? { kind: 'scored', verdict } : unscored('contradictory');
}

function unscored(reason: UnreadableReason): Judgment {
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
