/** The start of a question as one line of plain text: without code fences, their languages and backticks. */
export function plainStart(text: string): string {
	return text
		.replace(/`{3,}[^\s`]*/g, ' ')
		.replaceAll('`', '')
		.replace(/\s+/g, ' ')
		.trim();
}
