/**
 * A share of one colour and the rest of another, each as `#rrggbb` or `rgb(…)`; a colour of another form is left as it is.
 * `color-mix` is unknown to most programs that read SVG files.
 */
export function mixColours(first: string, second: string, share: number): string {
	const [from, to] = [readColour(first), readColour(second)];
	if (!from || !to) return first;
	const parts = from.map((value, at) => Math.round(value * share + (to[at] ?? 0) * (1 - share)));
	return `rgb(${parts.join(', ')})`;
}

function readColour(colour: string): readonly number[] | undefined {
	const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
	if (hex) return hex.slice(1).map((part) => Number.parseInt(part, 16));
	const rgb = /^rgb\((\d{1,3}), (\d{1,3}), (\d{1,3})\)$/.exec(colour);
	return rgb?.slice(1).map(Number);
}
