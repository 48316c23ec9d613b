import type { LeaderboardRow, ModelBrief } from '@codejoust/contract/client';

/** What others published of a model on another benchmark; null where the table has nothing of it. */
export type Elsewhere = {
	readonly measure: string;
	readonly value: number | null;
	readonly text: string | null;
};

/** A row, and what others published of its model where a reader has asked for that. */
export type ShownRow = LeaderboardRow & { readonly elsewhere?: readonly Elsewhere[] };

/** A line of the table: a model, or the baseline at its 50 %. */
export type BoardLine =
	| { readonly kind: 'model'; readonly row: ShownRow }
	| {
			readonly kind: 'baseline';
			readonly model: ModelBrief;
			readonly medianLength: number | null;
	  };
