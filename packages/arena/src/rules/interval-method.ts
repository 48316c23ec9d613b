/**
 * How an interval was computed. `trinomial`: the closed form of a score; `wilson`: of a rate; `bootstrap`: of a mean
 * preference, and of boards that an earlier version of the rules computed.
 */
export const INTERVAL_METHODS = ['bootstrap', 'trinomial', 'wilson'] as const;
export type IntervalMethod = (typeof INTERVAL_METHODS)[number];
