/** A value with its interval, all in percent; the baseline's has none. */
export type Measured = {
	readonly value: number;
	readonly low?: number;
	readonly high?: number;
};

export type ForestPoint = Measured & {
	readonly label: string;
	readonly isBaseline: boolean;
};
export type BarPoint = Measured & { readonly label: string; readonly scored: number };
export type FrontierPoint = Measured & {
	readonly label: string;
	readonly x: number;
	readonly isBaseline: boolean;
	readonly isOnFrontier: boolean;
};
export type PublishedPoint = Required<Measured> & {
	readonly label: string;
	/** What others published, in percent or in points. */
	readonly x: number;
};
export type HistoryPoint = Measured & {
	/** Milliseconds since 1970. */
	readonly at: number;
};

/** What a page hands to the script that draws: plain data, so that it can stand in an attribute. */
export type ChartSpec =
	| { readonly kind: 'forest'; readonly points: readonly ForestPoint[] }
	| { readonly kind: 'bars'; readonly points: readonly BarPoint[] }
	| {
			readonly kind: 'frontier';
			readonly axis: 'length' | 'cost';
			readonly points: readonly FrontierPoint[];
	  }
	| {
			readonly kind: 'published';
			/** What the axes are. */
			readonly theirs: string;
			readonly ours: string;
			/** Both axes are the same rate. */
			readonly isSameQuantity: boolean;
			readonly points: readonly PublishedPoint[];
	  }
	| {
			readonly kind: 'history';
			/** Each under one judge version and one benchmark version; no line joins two of them. */
			readonly segments: readonly {
				readonly name: string;
				readonly points: readonly HistoryPoint[];
			}[];
	  }
	| {
			readonly kind: 'fractions';
			readonly names: readonly string[];
			/** In percent; null where there is none. */
			readonly cells: readonly (readonly (number | null)[])[];
	  }
	| {
			readonly kind: 'radar';
			/** What the values are; scores in percent by default. */
			readonly of?: 'ratings';
			readonly categories: readonly string[];
			readonly series: readonly {
				readonly name: string;
				readonly values: readonly (number | null)[];
			}[];
	  };
export type SpecOf<Kind extends ChartSpec['kind']> = Extract<ChartSpec, { kind: Kind }>;
