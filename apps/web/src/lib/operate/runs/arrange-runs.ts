import { checkSetOfRun } from '@codejoust/contract/check-benchmark';
import type { Run } from '@codejoust/contract/client';

export const RUN_FILTERS = [
	'unfinished',
	'queued',
	'judging',
	'paused',
	'failed',
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

/** The runs that a query asks for, in its order; equal ones stay newest first. */
export function arrangeRuns(runs: readonly Run[], { filter, sort, words }: RunQuery): Run[] {
	const needles = words.toLowerCase().split(/\s+/).filter(Boolean);
	return runs
		.filter((run) => isIn(run, filter))
		.filter((run) => needles.every((needle) => namesOf(run).includes(needle)))
		.toSorted((one, other) => rankOf(other, sort) - rankOf(one, sort));
}

export type Wait = { readonly cause: string; readonly runs: number; readonly games: number };

/** What the runs wait for until somebody or the clock ends it, the cause of most runs first. */
export function countWaits(runs: readonly Run[]): Wait[] {
	const waits = new Map<string, Wait>();
	for (const { hold, paused_for: pause, progress } of runs) {
		const cause = hold?.cause ?? pause;
		if (cause === null) continue;
		const { runs: before = 0, games = 0 } = waits.get(cause) ?? {};
		waits.set(cause, { cause, runs: before + 1, games: games + progress.open });
	}
	return [...waits.values()].toSorted((one, other) => other.runs - one.runs);
}

/** What a run is about, for people. */
export function nameRun({ benchmark, model }: Run): string {
	const set = checkSetOfRun(benchmark);
	return set === undefined ? `${model.name} on ${benchmark}` : `the judge check with ${set}`;
}

function isSort(text: string): text is RunSort {
	return Object.hasOwn(RUN_SORTS, text);
}

function isIn({ state }: Run, filter: RunFilter): boolean {
	if (filter === 'any') return true;
	if (filter === 'unfinished') return state !== 'done' && state !== 'cancelled';
	return state === filter;
}

function namesOf({ id, model, benchmark, judge, endpoint }: Run): string {
	return [id, model.name, model.slug, benchmark, judge.name, endpoint ?? '']
		.join(' ')
		.toLowerCase();
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
