import type { Run } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import { arrangeRuns, countWaits, readRunQuery } from './arrange-runs.ts';

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
	['', ['run_4', 'run_3', 'run_2']],
	['state=any&sort=oldest', ['run_1', 'run_2', 'run_3', 'run_4']],
	['state=paused&sort=open', ['run_2', 'run_4']],
	['q=MODEL+run_3+tasks', ['run_3']],
	['q=nobody', []],
	['state=nonsense&sort=toString', ['run_4', 'run_3', 'run_2']],
])('the table shows what is asked for, in its order: %s', (query, ids) => {
	const asked = readRunQuery(new URLSearchParams(query));
	expect(arrangeRuns(RUNS, asked).map(({ id }) => id)).toEqual(ids);
});

test('what runs wait for is counted by its cause', () => {
	expect(countWaits(RUNS)).toEqual([{ cause: 'quota', runs: 2, games: 6 }]);
	expect(countWaits([])).toEqual([]);
});
