import type { Decider } from '@codejoust/arena/rules/battle';

/** What decides a battle by what a judge said of it. */
export const JUDGED_BY = [
	'games',
	'game',
	'ratings',
	'votes',
] as const satisfies readonly Decider[];
