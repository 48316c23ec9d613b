/** The languages that a markdown text's fenced code blocks name, lower case, in their order. */
export function listFenceLanguages(markdown: string): readonly string[] {
	const languages: string[] = [];
	let open: string | undefined;
	for (const [, fence = '', info = ''] of markdown.matchAll(FENCE)) {
		if (open === undefined) {
			if (fence.startsWith('`') && info.includes('`')) continue;
			open = fence;
			const [language = ''] = info
				.trim()
				.toLowerCase()
				.split(/[\s,{:]/, 1);
			if (language !== '') languages.push(language);
		} else if (fence.startsWith(open) && info.trim() === '') open = undefined;
	}
	return languages;
}

const FENCE = /^[ \t>]*(`{3,}|~{3,})(.*)$/gm;

/** Whether a markdown text ends inside a fenced code block (CommonMark 0.31, section 4.5; any indentation). */
export function hasOpenCodeFence(markdown: string): boolean {
	let open: string | undefined;
	for (const [, fence = '', info = ''] of markdown.matchAll(FENCE)) {
		if (open === undefined) {
			const isInline = fence.startsWith('`') && info.includes('`');
			if (!isInline) open = fence;
		} else if (fence.startsWith(open) && info.trim() === '') {
			open = undefined;
		}
	}
	return open !== undefined;
}
