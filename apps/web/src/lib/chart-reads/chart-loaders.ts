import type { ChartKey } from '../chart/charts.ts';
import { loadCategories } from './load-categories.ts';
import { loadCheckpoints } from './load-checkpoints.ts';
import { loadCriteria } from './load-criteria.ts';
import { loadFractions } from './load-fractions.ts';
import { loadHistory } from './load-history.ts';
import { loadLength } from './load-length.ts';
import { loadPrice } from './load-price.ts';
import { loadRadar } from './load-radar.ts';
import { loadScores } from './load-scores.ts';
import type { ChartEvent, LoadedChart } from './loaded-chart.ts';

/** How each chart of a board is read: for its page and for its files. */
export const CHART_LOADERS: Readonly<
	Record<ChartKey, (event: ChartEvent) => Promise<LoadedChart>>
> = {
	scores: loadScores,
	length: loadLength,
	price: loadPrice,
	categories: loadCategories,
	radar: loadRadar,
	criteria: loadCriteria,
	fractions: loadFractions,
	history: loadHistory,
	checkpoints: loadCheckpoints,
};
