/** Whether a markdown text ends inside a fenced code block (CommonMark 0.31, section 4.5; any indentation). */
export function hasOpenCodeFence(markdown: string): boolean {
	let open: string | undefined;
	for (const [, fence = '', info = ''] of markdown.matchAll(/^[ \t>]*(`{3,}|~{3,})(.*)$/gm)) {
		if (open === undefined) {
			const isInline = fence.startsWith('`') && info.includes('`');
			if (!isInline) open = fence;
		} else if (fence.startsWith(open) && info.trim() === '') {
			open = undefined;
		}
	}
	return open !== undefined;
}
