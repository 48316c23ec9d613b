import { breakLabels } from '@codejoust/arena/rules/label-grammar';

/** Stands inside an escaped marker: visible, and never part of a label, a marker or a fence. */
export const BREAK = '·';

// Each search begins at a mark that it takes or passes, so that no run of characters is read twice. Between words may be
// anything that looks like a gap, or like nothing.
const GAP = String.raw`[\s\p{Cf}_-]`;
const CHAT_TOKEN = /<\|(?=[A-Za-z_][^|\n<>]{0,80}[^\s|]\|>)/g;
const MARKER_WORDS = new RegExp(
	String.raw`([<[(|#*=-][\s\p{Cf}]*)(?=(?:the${GAP}+)?(?:start|end)${GAP}+of${GAP}+(?:the${GAP}+)?assistant\b)`,
	'giu',
);
const TURN_WORDS = /([<[|]\s*)(?=user\s+prompt|turn\s+\d+\s*:)/gi;
const FENCE = /((?<![-–—])(?:[-–—]{3,}|[–—]{2})[\s\p{Cf}]*)(?=fence\b)/giu;

/**
 * A question's or answer's text as the judge may see it: verdict labels and what reads as one, answer markers, chat role
 * tokens and fences are broken by a visible dot. Ordinary code, `[[` and `<|` operators included, stays as it is. No label
 * that `findLabels` reads is left. Linear in the text's length.
 */
export function escapeForJudge(text: string): string {
	return breakLabels(text, BREAK)
		.replace(CHAT_TOKEN, `<${BREAK}|`)
		.replace(MARKER_WORDS, `$1${BREAK}`)
		.replace(TURN_WORDS, `$1${BREAK}`)
		.replace(FENCE, `$1${BREAK}`);
}
