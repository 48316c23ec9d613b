import createParser, { type MarkdownIt } from 'markdown-it';
import { SHOWN_HIDDEN, showHidden } from '../../text/visible-text.ts';
import type { SafeHtml } from '../../text/safe-html.ts';
import { createHighlighter, escapeHtml, type Highlighter } from './highlight-code.ts';
import { sanitize } from './sanitize.ts';

/** Of one text, in UTF-16 units. */
export const LONGEST_TEXT = 100_000;
const DEEPEST = 24;

/** How a text is laid out: with the page's highlighter. `length` is the whole text's where only its start is given. */
export type Layout = { readonly highlight: Highlighter; readonly length?: number };

/**
 * Text that a model, a judge or a question wrote, as HTML that cannot harm. Markdown without raw HTML, then the
 * allow-list; what is longer than 100,000 characters is cut, what nests deeper than 24 levels is shown as it was written,
 * code beyond the limits of the highlighter has no colours; all three say so.
 */
export function renderText(
	text: string,
	layout: Layout = { highlight: createHighlighter() },
): SafeHtml {
	return render(text, strangers, layout);
}

/** The start of a text without any layout, and a sentence that says why. `length` is the whole text's. */
export function renderPlain(start: string, length: number, why: string): SafeHtml {
	const html = `${note(why)}<pre tabindex="0">${escapeHtml(showHidden(start))}</pre>`;
	return finish(html, length > start.length ? length : undefined);
}

/** The start of a text as it was written, line by line. `length` is the whole text's. */
export function renderRaw(start: string, length: number): SafeHtml {
	const html = `<pre class="raw">${escapeHtml(showHidden(start))}</pre>`;
	return finish(html, length > start.length ? length : undefined);
}

export type Section = { readonly id: string; readonly title: string };

/** The project's own documents: the same, with their headings kept and each section given an id. */
export function renderDocument(text: string): {
	readonly html: SafeHtml;
	readonly sections: readonly Section[];
} {
	const tokens = own.parse(text, {});
	const sections = tokens.flatMap(({ type, tag }, index) =>
		type === 'heading_open' && tag === 'h2' ? [asSection(tokens[index + 1]?.content ?? '')] : [],
	);
	const ids = sections.map(({ id }) => id).values();
	const html = render(text, own, { highlight: createHighlighter() }).replace(
		/<h2>/g,
		() => `<h2 id="${ids.next().value ?? ''}">`,
	);
	return { html: html as SafeHtml, sections };
}

function asSection(title: string): Section {
	const id = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
	return { id: id.replace(/^-|-$/g, ''), title };
}

function render(text: string, markdown: MarkdownIt, layout: Layout): SafeHtml {
	const { length = text.length } = layout;
	// Hidden characters are longer when they are shown, and count as what is shown.
	const whole = showHidden(text.slice(0, LONGEST_TEXT));
	const shown = whole.slice(0, LONGEST_TEXT);
	const isCut = length > text.slice(0, LONGEST_TEXT).length || whole.length > shown.length;
	return finish(sanitize(renderMarkdown(shown, markdown, layout)), isCut ? length : undefined);
}

/** Adds the note on what is cut, and marks up hidden characters. */
function finish(html: string, cutFrom: number | undefined): SafeHtml {
	const cut = cutFrom === undefined ? '' : note(`Cut here: ${count(cutFrom)} characters in all.`);
	return (html + cut).replace(SHOWN_HIDDEN, '<span class="hidden-character">$&</span>') as SafeHtml;
}

function renderMarkdown(text: string, markdown: MarkdownIt, { highlight }: Layout): string {
	const environment = {};
	highlighters.set(environment, highlight);
	const tokens = markdown.parse(text, environment);
	if (!tokens.some(({ level }) => level >= DEEPEST - 2))
		return markdown.renderer.render(tokens, markdown.options, environment);
	const sentence = `Nested deeper than ${DEEPEST} levels: shown as it was written.`;
	return `${note(sentence)}<pre>${escapeHtml(text)}</pre>`;
}

function note(sentence: string): string {
	return `<p class="prose-heading">✂ ${sentence}</p>`;
}

const count = (n: number) => n.toLocaleString('en');

/** By the environment that the parser hands to its rules. */
const highlighters = new WeakMap<object, Highlighter>();

function createMarkdown(breaks = false): MarkdownIt {
	const markdown = createParser({ html: false, linkify: false, breaks, maxNesting: DEEPEST });
	markdown.disable('image');
	markdown.renderer.rules.fence = (tokens, index, _options, environment) =>
		codeBlock(tokens[index]?.content ?? '', tokens[index]?.info ?? '', environment);
	markdown.renderer.rules.code_block = (tokens, index, _options, environment) =>
		codeBlock(tokens[index]?.content ?? '', '', environment);
	return markdown;
}

function codeBlock(code: string, language: string, environment: object = {}): string {
	const highlight = highlighters.get(environment);
	const { html, isPlain } = highlight?.(code, language) ?? {
		html: escapeHtml(code),
		isPlain: false,
	};
	const says = isPlain ? note('Shown without colours: this code is too much to colour.') : '';
	return `<pre><code>${html}</code></pre>${says}`;
}

/** A stranger's headings are paragraphs: they have no place in the outline of our page. Lines end where a judge saw them end. */
function createStrangersMarkdown(): MarkdownIt {
	const markdown = createMarkdown(true);
	markdown.renderer.rules.heading_open = () => '<p class="prose-heading">';
	markdown.renderer.rules.heading_close = () => '</p>';
	return markdown;
}

const own = createMarkdown();
const strangers = createStrangersMarkdown();
