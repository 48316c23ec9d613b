/** What a rank is of a submission: its own on the board, the one that it would have, or none any more. */
export type Placing = 'on-board' | 'would-be' | 'off-board';
