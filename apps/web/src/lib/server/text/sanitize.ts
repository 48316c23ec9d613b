import sanitizeHtml from 'sanitize-html';

const HLJS_CLASSES = ['hljs-*', '*_', '*__'];

/** The allow-list: what markdown makes, no image, no style, no id, links only to http(s). */
const ALLOWED: Parameters<typeof sanitizeHtml>[1] = {
	allowedTags: [
		...['p', 'br', 'hr', 'em', 'strong', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li'],
		...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'a', 'span', 'h2', 'h3', 'h4'],
	],
	allowedAttributes: {
		a: ['href', 'rel'],
		ol: ['start'],
		pre: ['tabindex'],
		p: ['class'],
		span: ['class'],
	},
	allowedClasses: { p: ['prose-heading'], span: HLJS_CLASSES },
	allowedSchemes: ['http', 'https'],
	allowedSchemesAppliedToAttributes: ['href'],
	allowProtocolRelative: false,
	nestingLimit: 60,
	disallowedTagsMode: 'discard',
	transformTags: {
		a: (tagName, attribs) => ({
			tagName,
			attribs: { ...attribs, rel: 'nofollow noopener noreferrer' },
		}),
		pre: (tagName, attribs) => ({ tagName, attribs: { ...attribs, tabindex: '0' } }),
	},
};

export function sanitize(html: string): string {
	return sanitizeHtml(html, ALLOWED);
}
