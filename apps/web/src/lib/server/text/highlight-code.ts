import hljs from 'highlight.js';

/** A part of a page that was not coloured, and why. */
export type Highlighted = {
	readonly html: string;
	/** The code has a language that is known here, and was too much to colour. */
	readonly isPlain: boolean;
};

/** Colours the code of one page until the page has had its share. */
export type Highlighter = (code: string, language: string) => Highlighted;

/** What one page may cost: characters of one block, of all its blocks, and milliseconds for all of them. */
export const HIGHLIGHT_LIMITS = { block: 10_000, page: 50_000, ms: 400 } as const;

/** Identifiers, numbers or blanks without end: many grammars are quadratic in them, and no program has them. */
const LONG_RUN = /(?<![\w$])[\w$]{500}|(?<!\s)\s{500}/;

/** Code as HTML with highlight classes, escaped; without a known language, or above a limit, only escaped. */
export function createHighlighter(now: () => number = () => performance.now()): Highlighter {
	let charactersLeft: number = HIGHLIGHT_LIMITS.page;
	let msLeft: number = HIGHLIGHT_LIMITS.ms;
	return (code, language) => {
		const name = nameOf(language);
		if (hljs.getLanguage(name) === undefined) return { html: escapeHtml(code), isPlain: false };
		const isWithin =
			code.length <= HIGHLIGHT_LIMITS.block && code.length <= charactersLeft && msLeft > 0;
		if (!isWithin || LONG_RUN.test(code)) return { html: escapeHtml(code), isPlain: true };
		charactersLeft -= code.length;
		const startedAt = now();
		const html = hljs.highlight(code, { language: name, ignoreIllegals: true }).value;
		msLeft -= now() - startedAt;
		return { html, isPlain: false };
	};
}

export function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

function nameOf(language: string): string {
	return (
		language
			.trim()
			.slice(0, 40)
			.split(/[\s{,:]/)[0]
			?.toLowerCase() ?? ''
	);
}
