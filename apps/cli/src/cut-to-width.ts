import stringWidth from 'string-width';

/** The text cut to so many columns of a terminal, with an ellipsis as the last one. No visible character is split. */
export function cutToWidth(text: string, columns: number): string {
	if (stringWidth(text) <= columns) return text;
	let kept = '';
	let width = 1;
	for (const { segment } of new Intl.Segmenter().segment(text)) {
		width += stringWidth(segment);
		if (width > columns) break;
		kept += segment;
	}
	return `${kept}…`;
}
