const WIDE =
	/[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const ZERO = /[\p{Mn}\p{Me}]/u;

/** Columns that a safe text takes in a terminal: East Asian and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
	let width = 0;
	for (const point of text) width += widthOf(point);
	return width;
}

/** The text cut to so many columns, with an ellipsis as the last one. */
export function cutToWidth(text: string, columns: number): string {
	if (displayWidth(text) <= columns) return text;
	let kept = '';
	let width = 1;
	for (const point of text) {
		width += widthOf(point);
		if (width > columns) break;
		kept += point;
	}
	return `${kept}…`;
}

function widthOf(point: string): number {
	if (ZERO.test(point)) return 0;
	return WIDE.test(point) ? 2 : 1;
}
