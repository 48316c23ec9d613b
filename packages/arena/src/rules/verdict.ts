/** The five labels a judge may end with, from "A is significantly better" to "B is significantly better". */
export const VERDICTS = ['A>>B', 'A>B', 'A=B', 'B>A', 'B>>A'] as const;
export type Verdict = (typeof VERDICTS)[number];
