import type { Context } from 'hono';
import { sliceQuery } from '@codejoust/contract/schemas/names';

type CostlyRead = { readonly path: string; readonly isCostly: (context: Context) => boolean };

const always = () => true;

/** A slice by one filter is stored with its board; one by several is computed when it is first asked for. */
const isMixed = (context: Context) =>
	Object.keys(sliceQuery.shape).filter((name) => context.req.query(name)).length > 1;

/** A list by its fields reads a few rows; words are looked for in the texts. */
const isSearch = (context: Context) => context.req.query('q') !== undefined;

/** Reads that compute, compare texts or send whole files, while all others read a few rows. */
export const COSTLY_READS: readonly CostlyRead[] = [
	...[
		'/v1/leaderboards/:benchmark/judges/compare',
		'/v1/leaderboards/:benchmark/judges/compare.md',
		'/v1/leaderboards/:benchmark/judges/flips',
		'/v1/leaderboards/:benchmark/compare',
		'/v1/leaderboards/:benchmark/win-fractions',
		'/v1/leaderboards/:benchmark/jury',
		'/v1/leaderboards/:benchmark/cascade',
		'/v1/leaderboards/:benchmark/published-results.csv',
		'/v1/leaderboards/:benchmark/history',
		'/v1/leaderboards/:benchmark/export.csv',
		'/v1/leaderboards/:benchmark/export.json',
		'/v1/snapshots/:id/bundle',
		'/v1/battle-counts',
		'/v1/battle-changes',
		'/v1/battles/:id/prompts',
		'/v1/exports/games',
		'/v1/exports/preferences',
		'/v1/submissions/:id/result',
		'/v1/submissions/:id/place',
		'/v1/submissions/:id/comparison',
		'/v1/benchmarks/:benchmark/changes',
		'/v1/judges/:judge/changes',
	].map((path) => ({ path, isCostly: always })),
	...['/v1/battles', '/v1/battles/:id', '/v1/runs'].map((path) => ({ path, isCostly: isSearch })),
	...[
		'/v1/leaderboards/:benchmark',
		'/v1/leaderboards/:benchmark/published-results',
		'/v1/snapshots/:id/leaderboard',
	].map((path) => ({
		path,
		isCostly: isMixed,
	})),
];
