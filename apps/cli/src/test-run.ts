import type { Run } from '@codejoust/api/client';

/** A run in the middle of its judging, for tests. */
export function exampleRun(change: Partial<Run> = {}): Run {
	return {
		id: 'run_1',
		submission_id: 'sub_1',
		benchmark: 'small@1',
		model: {
			slug: 'm',
			name: 'Model',
			organisation: null,
			licence: null,
			open_weights: null,
			variant: null,
		},
		judge: {
			name: 'judge@1',
			model: 'judge',
			kind: 'pairwise',
			hash: 'h',
			is_rehearsal: false,
			is_floating_alias: false,
		},
		via: 'live',
		state: 'judging',
		waits_for: 'the judge',
		state_since: '2026-01-01T00:00:00.000Z',
		last_alive_at: null,
		budget_micro_usd: null,
		progress: {
			games: 80,
			scored: 38,
			unscored: 2,
			open: 40,
			unscored_reasons: { truncated: 2 },
			empty_answers: 0,
			games_per_second: 12.5,
			eta_seconds: 3.2,
			prompt_tokens: 1000,
			completion_tokens: 200,
			tokens_estimated: false,
			cost_micro_usd: 123_000,
		},
		reported_models: ['judge'],
		batches: [],
		created_at: '2026-01-01T00:00:00.000Z',
		finished_at: null,
		...change,
	};
}
