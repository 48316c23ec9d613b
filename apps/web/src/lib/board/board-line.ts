import type { LeaderboardRow, ModelBrief } from '@codejoust/contract/client';

/** A line of the table: a model, or the baseline at its 50 %. */
export type BoardLine =
	| { readonly kind: 'model'; readonly row: LeaderboardRow }
	| {
			readonly kind: 'baseline';
			readonly model: ModelBrief;
			readonly medianLength: number | null;
	  };
