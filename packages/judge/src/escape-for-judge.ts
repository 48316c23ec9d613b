/** Stands inside an escaped marker: visible, and never part of a label, a marker or a fence. */
const BREAK = '·';

const LABEL = /\[(\s*\[\s*[AB]\s*[<>=]{1,3}\s*[AB]\s*\]\s*)\]/gi;
const CHAT_TOKEN = /<\|(?=[A-Za-z_][^|\n<>]{0,80}[^\s|]\|>)/g;
const MARKER_WORDS = /([<[(|#*=-]\s*)(?=(?:the\s+)?(?:start|end)\s+of\s+(?:the\s+)?assistant\b)/gi;
const TURN_WORDS = /([<[|]\s*)(?=(?:user\s+prompt|turn\s+\d+\s*:)\s*)/gi;
const FENCE_LINE = /^([^\S\n]*-{3,}[^\S\n]*)(?=fence\b)/gim;

/**
 * A question's or answer's text as the judge may see it: verdict labels, answer markers, chat role tokens and fence lines
 * are broken by a visible dot. Ordinary code, `[[` and `<|` operators included, stays as it is.
 */
export function escapeForJudge(text: string): string {
	return text
		.replace(LABEL, `[${BREAK}$1${BREAK}]`)
		.replace(CHAT_TOKEN, `<${BREAK}|`)
		.replace(MARKER_WORDS, `$1${BREAK}`)
		.replace(TURN_WORDS, `$1${BREAK}`)
		.replace(FENCE_LINE, `$1${BREAK}`);
}
