import type { ConsoleForm } from '../forms/console-form.ts';

/** The acts on runs that cost money, each of which asks first. */
export const RETRY_RUN: ConsoleForm = {
	action: 'retry',
	submit: 'Ask again',
	fields: [{ name: 'run', label: 'Run', kind: 'hidden', isNeeded: true }],
};

export const RETRY_BOARD: ConsoleForm = {
	action: 'retryBoard',
	submit: 'Ask again',
	fields: [
		{ name: 'benchmark', label: 'Benchmark', kind: 'hidden', isNeeded: true },
		{ name: 'judge', label: 'Judge', kind: 'hidden', isNeeded: true },
	],
};

export const LIFT_HOLDS: ConsoleForm = {
	action: 'liftHolds',
	submit: 'Resume everything',
	fields: [],
};
