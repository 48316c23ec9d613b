/** Measures of the embedded board in pixels; the height follows from its rows. */
const WIDTH = { usual: 720, least: 280 };
const ROWS = { usual: 10, most: 50 };
const ROW_HEIGHT = 35;
/** Head, column titles and foot, where they take two lines each. */
const FRAME_HEIGHT = 164;

export type EmbedSize = {
	readonly width: number;
	readonly height: number;
	/** As many as the page is asked for. */
	readonly rows: number;
};

/** How large a board with so many models is embedded, in no more than the given width and height, and in 280 × 199 at least. */
export function sizeEmbed(
	models: number,
	{
		maxwidth = WIDTH.usual,
		maxheight = Infinity,
	}: { readonly maxwidth?: number | undefined; readonly maxheight?: number | undefined } = {},
): EmbedSize {
	const room = Math.floor((maxheight - FRAME_HEIGHT) / ROW_HEIGHT);
	const rows = Math.max(1, Math.min(models, ROWS.usual, room));
	return {
		width: Math.max(WIDTH.least, Math.min(WIDTH.usual, maxwidth)),
		height: FRAME_HEIGHT + rows * ROW_HEIGHT,
		rows,
	};
}

/** How many rows an address asks for; without a number from 1 to 50 the usual ten. */
export function readRows(text: string | null): number {
	const rows = text !== null && /^\d{1,4}$/.test(text) ? Number(text) : ROWS.usual;
	return Math.min(Math.max(rows, 1), ROWS.most);
}
