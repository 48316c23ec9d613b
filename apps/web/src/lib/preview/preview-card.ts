/** What sites that show previews expect (1.91 : 1), in pixels. */
export const PREVIEW_SIZE = { width: 1200, height: 630 } as const;

type Estimate = { readonly value: number; readonly low: number; readonly high: number };

/** A line of a preview image: a name with its place and its score; all texts can be drawn. */
export type PreviewRow = {
	/** `2–4`, or empty. */
	readonly place: string;
	readonly name: string;
	/** A smaller line below the name. */
	readonly note?: string;
	/** Null draws a dash, never zero. */
	readonly score: Estimate | null;
};

/** What a preview image says; every text can be drawn. */
export type PreviewCard = {
	readonly title: string;
	/** One line below the title. */
	readonly facts: string;
	/** Drawn with their intervals on one range, from the first on, as many as there is room for. */
	readonly rows: readonly PreviewRow[];
	/** Sentences in place of rows, or below them. */
	readonly lines: readonly string[];
	/** The numbers are of a judge that measures no model. */
	readonly isRehearsal: boolean;
	/** Parts of the last line; `total` adds how many models are not drawn. */
	readonly foot: readonly string[];
	/** Models in all, of a board. */
	readonly total?: number;
	/** Which stored state of a board it shows; part of the key that its image is cached under. */
	readonly snapshot: string;
};
