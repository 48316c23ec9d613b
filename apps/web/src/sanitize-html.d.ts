/** The part of sanitize-html that we use; the package brings no types. */
declare module 'sanitize-html' {
	type Tag = { tagName: string; attribs: Record<string, string> };
	type Options = {
		allowedTags: string[];
		allowedAttributes: Record<string, string[]>;
		allowedClasses: Record<string, string[]>;
		allowedSchemes: string[];
		allowedSchemesAppliedToAttributes: string[];
		allowProtocolRelative: boolean;
		nestingLimit: number;
		disallowedTagsMode: 'discard' | 'escape';
		transformTags: Record<string, (tagName: string, attribs: Record<string, string>) => Tag>;
	};
	export default function sanitizeHtml(html: string, options: Options): string;
}
