/**
 * Where a price comes from, the first that knows one: set for the judge version, set for the endpoint and the model, the
 * endpoint's settings, the list of usual prices.
 */
export const PRICE_SOURCES = ['judge', 'endpoint', 'endpoints-file', 'list'] as const;
export type PriceSource = (typeof PRICE_SOURCES)[number];
