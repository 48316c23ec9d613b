/** Fewer scored questions than this, and a row or cell is faded: its interval says little. */
export const THIN_BELOW = 30;

export const isThin = (scored: number) => scored < THIN_BELOW;
