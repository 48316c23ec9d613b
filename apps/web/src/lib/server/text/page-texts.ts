import type { SafeHtml } from '../../text/safe-html.ts';
import { type CodeChange, diffCode } from './diff-code.ts';
import { createHighlighter } from './highlight-code.ts';
import { LONGEST_TEXT, renderText } from './render-text.ts';

/** What is shown of a text, and how long all of it is, in UTF-16 units. */
export type CutText = { readonly start: string; readonly length: number };

/** The texts of strangers that one page shows. */
export type PageTexts = {
	readonly texts: readonly CutText[];
	/** Pairs whose code is compared. */
	readonly compared: readonly (readonly [from: string, to: string])[];
};

/** A part of a page as soon as it is laid out; `at` is its place among the texts or the pairs. */
export type PagePart =
	| { readonly kind: 'text'; readonly at: number; readonly html: SafeHtml }
	| {
			readonly kind: 'changes';
			readonly at: number;
			readonly changes: readonly CodeChange[] | undefined;
	  };

/** Characters that a page lays out of all its texts together, and at least of each. */
export const PAGE_LIMITS = { page: 250_000, least: 2_000 } as const;

/** The start of every text of a page: together no more than a page lays out. */
export function cutTexts(texts: readonly string[]): readonly CutText[] {
	let left: number = PAGE_LIMITS.page;
	return texts.map((text) => {
		const start = text.slice(0, Math.min(LONGEST_TEXT, Math.max(PAGE_LIMITS.least, left)));
		left -= start.length;
		return { start, length: text.length };
	});
}

/** The parts of a page one by one, in order, all of them with one highlighter. */
export function* layOutTexts({ texts, compared }: PageTexts): Generator<PagePart> {
	const highlight = createHighlighter();
	for (const [at, { start, length }] of texts.entries())
		yield { kind: 'text', at, html: renderText(start, { highlight, length }) };
	for (const [at, [from, to]] of compared.entries())
		yield { kind: 'changes', at, changes: diffCode(from, to) };
}
