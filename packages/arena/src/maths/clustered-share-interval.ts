import { type Bounds, wilsonInterval } from './intervals.ts';

/** The cases of one question, and how many of them count for the share; either need not be whole. */
export type CaseCluster = { readonly cases: number; readonly hits: number };

/** Cases of one question are never assumed to tell more than 1/0.8 of their number: as of the battles of a score. */
const LEAST_EFFECT = 0.8;

/**
 * The 95 % interval of a share hits / cases over questions of which each has several cases: Wilson's at the effective size
 * cases / k, where k is the share's variance over questions by linearisation, over that of as many independent coins. Before
 * k is taken, half a question is added on which every case counts and half a one on which none does, each of the mean number
 * of cases. So a share of 0 or 1 has an interval of a width above 0, that of as many cases as there are questions; and the
 * same cases three times over have the same interval. With one case a question it is Wilson's. Undefined without a case.
 *
 * Source: the design effect of a ratio with Wilson's interval (Korn and Graubard 1998; Franco, Little, Louis and Slud 2019,
 * "Comparative study of confidence intervals for proportions in complex sample surveys").
 */
export function clusteredShareInterval(clusters: readonly CaseCluster[]): Bounds | undefined {
	const used = clusters.filter(({ cases }) => cases > 0);
	const cases = sum(used.map((cluster) => cluster.cases));
	if (cases === 0) return undefined;
	const hits = sum(used.map((cluster) => cluster.hits));
	const added = cases / used.length;
	const share = (hits + added / 2) / (cases + added);
	const squares = sum(used.map((cluster) => (cluster.hits - share * cluster.cases) ** 2));
	const ends = (added ** 2 / 2) * ((1 - share) ** 2 + share ** 2);
	const coins = (cases + added) * share * (1 - share);
	const size = cases / Math.max(LEAST_EFFECT, (squares + ends) / coins);
	return wilsonInterval(hits === cases ? size : Math.min(size, (hits / cases) * size), size);
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
