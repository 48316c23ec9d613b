import { checkSetOfRun } from '@codejoust/contract/check-benchmark';
import type { Run } from '@codejoust/contract/client';

export const RUN_FILTERS = [
	'unfinished',
	'queued',
	'judging',
	'paused',
	'done',
	'cancelled',
	'any',
] as const;
export type RunFilter = (typeof RUN_FILTERS)[number];

export const RUN_SORTS = {
	newest: 'newest first',
	oldest: 'oldest first',
	open: 'most open games first',
	unscored: 'most unscored games first',
	cost: 'highest cost first',
	quiet: 'longest without a sign first',
} as const;
export type RunSort = keyof typeof RUN_SORTS;

export type RunQuery = {
	readonly filter: RunFilter;
	readonly sort: RunSort;
	/** Words that model, benchmark, judge, endpoint or id have, all of them. */
	readonly words: string;
};

/** What a form asked for; an unknown word is the usual one. */
export function readRunQuery(params: URLSearchParams): RunQuery {
	const sort = params.get('sort') ?? '';
	return {
		filter: RUN_FILTERS.find((one) => one === params.get('state')) ?? 'unfinished',
		sort: isSort(sort) ? sort : 'newest',
		words: (params.get('q') ?? '').trim().slice(0, 200),
	};
}

/** Runs in an order; equal ones stay newest first. */
export function arrangeRuns(runs: readonly Run[], sort: RunSort): Run[] {
	return runs.toSorted((one, other) => rankOf(other, sort) - rankOf(one, sort));
}

/** How the API is asked for them. */
export function askForRuns({ filter, words }: RunQuery): {
	readonly state?: string;
	readonly q?: string;
} {
	return {
		...(filter === 'any' ? {} : { state: filter }),
		...(words === '' ? {} : { q: words }),
	};
}

export type Wait = {
	readonly cause: string;
	readonly runs: number;
	readonly games: number;
	/** Why, where it is the same for all. */
	readonly sentence: string | undefined;
};

export type Share = NonNullable<Run['shared_endpoint']>;

/** What a run waits for until somebody or the clock ends it; null where nothing holds it. */
function causeOf({ hold, paused_for: pause }: Run): string | null {
	return hold?.cause ?? pause;
}

/** What the runs wait for until somebody or the clock ends it, the cause of most runs first. */
export function countWaits(runs: readonly Run[]): Wait[] {
	const held = runs.filter((run) => causeOf(run) !== null);
	return [...Map.groupBy(held, causeOf)]
		.map(([cause, waiting]) => ({
			cause: cause ?? '',
			runs: waiting.length,
			games: waiting.reduce((sum, { progress }) => sum + progress.open, 0),
			sentence: onlyOne(waiting.map(({ waits_for: sentence }) => sentence)),
		}))
		.toSorted((one, other) => other.runs - one.runs);
}

/** The endpoints at which several runs are asked, and so wait for each other, the most runs first. */
export function listShares(runs: readonly Run[]): Share[] {
	const shares = runs.flatMap(({ shared_endpoint: share }) =>
		share !== null && share.runs > 1 ? [share] : [],
	);
	return [...new Map(shares.map((share) => [share.name, share])).values()].toSorted(
		(one, other) => other.runs - one.runs,
	);
}

/** What a run waits for, in a few words. */
export function nameWait(run: Run): string {
	const { state, shared_endpoint: share, waits_for: waitsFor } = run;
	if (state === 'done' || state === 'cancelled') return '—';
	const cause = causeOf(run);
	if (cause !== null) return cause;
	if (share === null || share.runs < 2) return waitsFor;
	return state === 'queued' ? `its turn at ${share.name}` : `the judge at ${share.name}`;
}

/** How many runs are in each state, in words. */
export function describeStates(runs: readonly Run[]): string {
	return RUN_FILTERS.map((state) => [state, runs.filter((run) => run.state === state).length])
		.filter(([, count]) => count !== 0)
		.map(([state, count]) => `${count} ${state}`)
		.join(', ');
}

/** What a run is about, for people. */
export function nameRun({ benchmark, model }: Run): string {
	const set = checkSetOfRun(benchmark);
	return set === undefined ? `${model.name} on ${benchmark}` : `the judge check with ${set}`;
}

function isSort(text: string): text is RunSort {
	return Object.hasOwn(RUN_SORTS, text);
}

function onlyOne(texts: readonly string[]): string | undefined {
	return new Set(texts).size === 1 ? texts[0] : undefined;
}

function rankOf(run: Run, sort: RunSort): number {
	switch (sort) {
		case 'newest':
			return Date.parse(run.created_at);
		case 'oldest':
			return -Date.parse(run.created_at);
		case 'open':
			return run.progress.open;
		case 'unscored':
			return run.progress.unscored;
		case 'cost':
			return run.progress.cost_micro_usd ?? -1;
		case 'quiet':
			return -Date.parse(run.last_alive_at ?? run.created_at);
	}
}
