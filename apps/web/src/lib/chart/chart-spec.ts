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

export type TrainingPoint = Measured & {
	readonly name: string;
	/** Steps or tokens of the training so far. */
	readonly at: number;
};

/** What a page hands to the script that draws: plain data, so that it can stand in an attribute. */
export type ChartSpec =
	| {
			readonly kind: 'forest';
			/** The model that all others are compared with. */
			readonly baseline: string;
			readonly points: readonly ForestPoint[];
	  }
	| { readonly kind: 'bars'; readonly points: readonly BarPoint[] }
	| {
			readonly kind: 'frontier';
			/** What the least is best of; lengths of answers by default. */
			readonly of?: 'length' | 'price';
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
			readonly models: readonly string[];
			/** Each under one judge version and one benchmark version; no line joins two of them. */
			readonly segments: readonly {
				readonly name: string;
				/** One for each of the models; empty for a model that was on no board then. */
				readonly lines: readonly (readonly HistoryPoint[])[];
			}[];
	  }
	| {
			readonly kind: 'training';
			readonly unit: 'steps' | 'tokens';
			/** A line for each training. */
			readonly lines: readonly {
				readonly name: string;
				readonly points: readonly TrainingPoint[];
			}[];
	  }
	| {
			readonly kind: 'fractions';
			readonly names: readonly string[];
			/** In percent; null where there is none. */
			readonly cells: readonly (readonly ({
				readonly value: number;
				/** Whether the ranks of the board distinguish the two models. */
				readonly isApart: boolean;
			} | null)[])[];
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
