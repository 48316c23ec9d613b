import type { Run } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import {
	arrangeRuns,
	askForRuns,
	countWaits,
	describeStates,
	listShares,
	nameWait,
	readRunQuery,
} from './arrange-runs.ts';
import { describeQuestion } from './bulk-question.ts';

/** Of a run, what a table of runs is arranged by. */
function runOf(id: string, state: Run['state'], open: number, cause: 'quota' | null = null): Run {
	const arranged = {
		id,
		state,
		created_at: `2026-01-0${id.slice(-1)}T00:00:00.000Z`,
		last_alive_at: null,
		benchmark: 'tasks@1',
		endpoint: 'default',
		model: { slug: `model-${id}`, name: `Model ${id}` },
		judge: { name: 'judge@1' },
		hold: null,
		paused_for: cause,
		waits_for: `held for ${cause}`,
		shared_endpoint:
			cause === null && state !== 'done' ? { name: 'slow', in_flight: 2, runs: 5 } : null,
		progress: { open, unscored: open, cost_micro_usd: null },
	};
	// The other fields are not read here.
	return arranged as unknown as Run;
}

const RUNS = [
	runOf('run_1', 'done', 0),
	runOf('run_2', 'paused', 4, 'quota'),
	runOf('run_3', 'judging', 9),
	runOf('run_4', 'paused', 2, 'quota'),
];

test.each([
	['', { state: 'unfinished' }, ['run_4', 'run_3', 'run_2', 'run_1']],
	['state=any&sort=oldest', {}, ['run_1', 'run_2', 'run_3', 'run_4']],
	['state=paused&sort=open', { state: 'paused' }, ['run_3', 'run_2', 'run_4', 'run_1']],
	[
		'q=+MODEL+run_3+',
		{ state: 'unfinished', q: 'MODEL run_3' },
		['run_4', 'run_3', 'run_2', 'run_1'],
	],
	['state=nonsense&sort=toString', { state: 'unfinished' }, ['run_4', 'run_3', 'run_2', 'run_1']],
])('the table shows what is asked for, in its order: %s', (query, asks, ids) => {
	const asked = readRunQuery(new URLSearchParams(query));
	expect(askForRuns(asked)).toEqual(asks);
	expect(arrangeRuns(RUNS, asked.sort).map(({ id }) => id)).toEqual(ids);
});

test('what runs wait for is counted by its cause, with the sentence that all have', () => {
	expect(countWaits(RUNS)).toEqual([
		{ cause: 'quota', runs: 2, games: 6, sentence: 'held for quota' },
	]);
	expect(countWaits([])).toEqual([]);
});

test('states are counted in the order of their life', () => {
	expect(describeStates(RUNS)).toBe('1 judging, 2 paused, 1 done');
});

test.each([
	[
		'cancel',
		'Cancel 4 runs? Their judgments stay; 15 games will not be asked, and these runs put no model on a board. 2 other marked runs cannot do that.',
	],
	[
		'retry',
		'Ask 15 unscored games of 4 runs again? At what their games have cost so far, that costs about $0.15 (0.12–0.19). 2 other marked runs cannot do that.',
	],
] as const)('before an act on many runs stands what it takes: %s', (action, sentence) => {
	const priced = RUNS.map((run) => ({
		...run,
		progress: { ...run.progress, scored: 0, cost_micro_usd: run.progress.unscored * 10_000 },
	}));
	expect(describeQuestion(action, priced, 6)).toBe(sentence);
});

test('runs that are asked at one endpoint wait for their turn there, in a line for all of them', () => {
	const queued = runOf('run_5', 'queued', 8);
	expect(listShares([...RUNS, queued])).toEqual([{ name: 'slow', in_flight: 2, runs: 5 }]);
	expect([...RUNS, queued].map(nameWait)).toEqual([
		'—',
		'quota',
		'the judge at slow',
		'quota',
		'its turn at slow',
	]);
	const alone = { ...queued, shared_endpoint: { name: 'slow', in_flight: 2, runs: 1 } };
	expect(listShares([alone])).toEqual([]);
	expect(nameWait(alone)).toBe(queued.waits_for);
});
