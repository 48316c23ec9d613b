/** How far the cost of further games of a judge may be from what its games have cost so far: factors. */
export const KNOWN_SPREAD = { low: 0.8, high: 1.25 } as const;
