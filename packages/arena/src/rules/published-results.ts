/** What the figures of a published table are: of 100, of 1, or on a scale of their own, such as a rating. */
export const PUBLISHED_UNITS = ['percent', 'share', 'points'] as const;
export type PublishedUnit = (typeof PUBLISHED_UNITS)[number];

/** Figures on the questions of a benchmark. */
export const RATE_FIELDS = ['score', 'win_rate', 'tie_rate'] as const;
/** Which questions a row is about; a row with none of them is about all. */
export const SLICE_FIELDS = ['category', 'subcategory', 'language', 'difficulty'] as const;
/** Where a row is from, in a table that says it itself. */
export const ORIGIN_FIELDS = ['source', 'judge', 'date'] as const;
/** What a row of a published table may hold. */
export const PUBLISHED_FIELDS = [
	'model',
	...RATE_FIELDS,
	'value',
	'low',
	'high',
	'n',
	'slice',
	...SLICE_FIELDS,
	...ORIGIN_FIELDS,
] as const;
export type PublishedField = (typeof PUBLISHED_FIELDS)[number];

/** What the cells of a table hold that has a column for each group of questions. */
export const WIDE_FIGURES = ['score', 'win_rate', 'win_rate/tie_rate'] as const;
export type WideFigure = (typeof WIDE_FIGURES)[number];

/** What a published name is on a board. */
export const PUBLISHED_MATCHES = ['ranked', 'unranked', 'baseline', 'several', 'none'] as const;
export type PublishedMatch = (typeof PUBLISHED_MATCHES)[number];

/** What others published of one model. Rates are shares in [0, 1]; a measure in points is as it stands. */
export type PublishedRow = {
	/** As it was published. */
	readonly model: string;
	readonly category?: string;
	readonly subcategory?: string;
	readonly language?: string;
	readonly difficulty?: string;
	/** Wins and half of the ties. */
	readonly score?: number;
	readonly win_rate?: number;
	readonly tie_rate?: number;
	/** Of a measure of its own. */
	readonly value?: number;
	/** The published interval of the score, else of the win rate, else of the value. */
	readonly low?: number;
	readonly high?: number;
	/** Questions, as published. */
	readonly n?: number;
};
