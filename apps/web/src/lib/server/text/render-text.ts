import createParser, { type MarkdownIt } from 'markdown-it';
import { SHOWN_HIDDEN, showHidden } from '../../text/visible-text.ts';
import type { SafeHtml } from '../../text/safe-html.ts';
import { escapeHtml, highlightCode } from './highlight-code.ts';
import { sanitize } from './sanitize.ts';

const LONGEST = 100_000;
const DEEPEST = 24;

/**
 * Text that a model, a judge or a question wrote, as HTML that cannot harm: the only maker of
 * `SafeHtml`. Markdown without raw HTML, then the allow-list; what is longer than 100,000
 * characters is cut, what nests deeper than 24 levels is shown as it was written; both say so.
 */
export function renderText(text: string): SafeHtml {
	return render(text, strangers);
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
	const html = render(text, own).replace(/<h2>/g, () => `<h2 id="${ids.next().value ?? ''}">`);
	return { html: html as SafeHtml, sections };
}

function asSection(title: string): Section {
	const id = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
	return { id: id.replace(/^-|-$/g, ''), title };
}

function render(text: string, markdown: MarkdownIt): SafeHtml {
	const shown = showHidden(text.slice(0, LONGEST));
	const cut =
		text.length > LONGEST ? note(`Cut here: ${count(text.length)} characters in all.`) : '';
	const html = sanitize(renderMarkdown(shown, markdown)) + cut;
	return html.replace(SHOWN_HIDDEN, '<span class="hidden-character">$&</span>') as SafeHtml;
}

function renderMarkdown(text: string, markdown: MarkdownIt): string {
	const environment = {};
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

function createMarkdown(): MarkdownIt {
	const markdown = createParser({ html: false, linkify: false, maxNesting: DEEPEST });
	markdown.disable('image');
	markdown.renderer.rules.fence = (tokens, index) =>
		codeBlock(tokens[index]?.content ?? '', tokens[index]?.info ?? '');
	markdown.renderer.rules.code_block = (tokens, index) =>
		codeBlock(tokens[index]?.content ?? '', '');
	return markdown;
}

function codeBlock(code: string, language: string): string {
	return `<pre><code>${highlightCode(code, language)}</code></pre>`;
}

/** A stranger's headings are paragraphs: they have no place in the outline of our page. */
function createStrangersMarkdown(): MarkdownIt {
	const markdown = createMarkdown();
	markdown.renderer.rules.heading_open = () => '<p class="prose-heading">';
	markdown.renderer.rules.heading_close = () => '</p>';
	return markdown;
}

const own = createMarkdown();
const strangers = createStrangersMarkdown();
