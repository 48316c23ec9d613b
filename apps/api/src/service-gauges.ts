import { Gauge, type Registry } from 'prom-client';
import type { Endpoint } from '@codejoust/contract/schemas/endpoint';
import type { BoardLag } from '@codejoust/db/queries/boards/board-lag';
import type { HoldFigure } from '@codejoust/db/queries/endpoints/hold-figures';
import type { RunFigure, UnscoredFigure } from '@codejoust/db/queries/runs/run-figures';
import type { QueueDepth } from '@codejoust/db/queue/queue';
import { createEndpointGauges } from './endpoint-gauges.ts';
import { createHoldGauge } from './hold-gauge.ts';

/** What is measured of the whole installation, with its endpoints as operators see them. */
type Figures = {
	readonly runs: readonly RunFigure[];
	readonly unscored: readonly UnscoredFigure[];
	readonly holds: readonly HoldFigure[];
	readonly queue: QueueDepth;
	readonly boards: BoardLag;
	readonly spentMicroUsd: number;
	readonly budgetMicroUsd: number | null;
	readonly endpoints: readonly Endpoint[];
};

export type ServiceGauges = {
	/** Undefined where it could not be read: then nothing is said, rather than what was true before. */
	readonly set: (figures: Figures | undefined) => void;
};

const USD = 1e-6;
const STATES = ['queued', 'judging', 'paused', 'cancelled', 'done'] as const;
/** In which a run waits for something. */
const WAITING = ['queued', 'judging', 'paused'] as const;

/** Figures of the whole installation, read from the database: every process shows the same. */
export function createServiceGauges(registry: Registry): ServiceGauges {
	const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
		new Gauge({ name, help, labelNames, registers: [registry] });
	const readable = gauge(
		'codejoust_service_readable',
		'1 when the figures of the installation could be read from the database, else 0.',
	);
	const runs = gauge('codejoust_runs', 'Runs by state.', ['state']);
	const oldest = gauge(
		'codejoust_runs_oldest_seconds',
		'How long the run that has been longest in a state has been in it; 0 without one.',
		['state'],
	);
	const unscored = gauge(
		'codejoust_games_unscored',
		'Games whose newest attempt brought no verdict, by reason, and for provider errors by class.',
		['reason', 'class'],
	);
	const chunks = gauge(
		'codejoust_queue_chunks',
		'Chunks of games that wait, are due for another try, or are being played.',
	);
	const chunkAge = gauge(
		'codejoust_queue_oldest_seconds',
		'Age of the oldest chunk that waits; 0 when none waits.',
	);
	const boards = gauge('codejoust_boards', 'Boards.');
	const stale = gauge('codejoust_boards_stale', 'Boards that do not show their newest judgments.');
	const lag = gauge(
		'codejoust_board_lag_seconds',
		'How long the oldest change has waited that its board does not show; 0 when all boards are up to date.',
	);
	const spent = gauge('codejoust_spent_usd', 'What all runs have cost, in US dollars.');
	const budget = gauge(
		'codejoust_budget_usd',
		'What the service may spend in all, in US dollars; absent without a budget.',
	);
	const left = gauge(
		'codejoust_budget_left_usd',
		'What is left of the budget of the service, in US dollars, 0 at least; absent without a budget.',
	);
	const plain = [chunks, chunkAge, boards, stale, lag, spent, budget, left];
	const labelled = [runs, oldest, unscored];
	const endpoints = createEndpointGauges(registry);
	const holds = createHoldGauge(registry);
	return {
		set: (figures) => {
			for (const one of labelled) one.reset();
			// A reset one without labels would say 0.
			for (const one of plain) one.remove();
			readable.set(figures ? 1 : 0);
			endpoints.set(figures?.endpoints ?? []);
			const names = figures?.endpoints.map(({ name }) => name);
			holds.set(figures?.holds ?? [], names ?? []);
			if (!figures) return;
			const known = new Map(figures.runs.map((figure) => [figure.state, figure]));
			for (const state of STATES) runs.set({ state }, known.get(state)?.runs ?? 0);
			for (const state of WAITING) oldest.set({ state }, known.get(state)?.oldestSeconds ?? 0);
			for (const { reason, errorClass, games } of figures.unscored)
				unscored.set({ reason, class: errorClass ?? '' }, games);
			chunks.set(figures.queue.chunks);
			chunkAge.set(figures.queue.oldestSeconds);
			boards.set(figures.boards.boards);
			stale.set(figures.boards.stale);
			lag.set(figures.boards.oldestSeconds);
			const { spentMicroUsd, budgetMicroUsd } = figures;
			spent.set(spentMicroUsd * USD);
			if (budgetMicroUsd === null) return;
			budget.set(budgetMicroUsd * USD);
			left.set(Math.max(0, budgetMicroUsd - spentMicroUsd) * USD);
		},
	};
}
