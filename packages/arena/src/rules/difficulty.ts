/** How hard a question is; `unspecified` where its benchmark does not say. */
export const DIFFICULTIES = ['easy', 'medium', 'hard', 'unspecified'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];
