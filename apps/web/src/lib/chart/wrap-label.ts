/** A label in lines of about `width` characters, broken between words: how Chart.js wraps text. */
export function wrapLabel(label: string, width = 24): string[] {
	const lines: string[] = [];
	for (const word of label.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + word.length < width)
			lines[lines.length - 1] += ` ${word}`;
		else lines.push(word.length > 2 * width ? `${word.slice(0, 2 * width)}…` : word);
	}
	return lines;
}
