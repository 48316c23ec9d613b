import hljs from 'highlight.js';

const LONGEST = 20_000;

/** Code as HTML with highlight classes, escaped. Without a known language, or too long, only escaped. */
export function highlightCode(code: string, language: string): string {
	const name =
		language
			.trim()
			.split(/[\s{,:]/)[0]
			?.toLowerCase() ?? '';
	if (code.length > LONGEST || hljs.getLanguage(name) === undefined) return escapeHtml(code);
	return hljs.highlight(code, { language: name, ignoreIllegals: true }).value;
}

export function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
