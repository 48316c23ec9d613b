import type { z } from 'zod';
import type { runEstimate, runPlan } from '../schemas/run-plan.ts';
import type { RunThroughput } from '../schemas/run-throughput.ts';
import type { RunReply } from '../schemas/run-replies.ts';
import type { Run } from '../schemas/submission.ts';
import type { Page, Sender } from './open-sender.ts';

/** Runs: estimate, start, watch and control. */
export function runMethods({ get, post, call, urlOf }: Sender) {
	const name = encodeURIComponent;
	return {
		/** Newest first; `state` may be `unfinished`, `q` has words that their names have. */
		runs: (
			query: {
				state?: string;
				q?: string;
				submission?: string;
				cursor?: string;
				limit?: number;
			} = {},
		) => get<Page<Run>>('/v1/runs', query),
		run: (id: string) => get<Run>(`/v1/runs/${name(id)}`),
		/** The replies of a run over time. */
		runThroughput: (id: string) => get<RunThroughput>(`/v1/runs/${name(id)}/throughput`),
		/** The replies of a run with what each of them cost, newest first. */
		runReplies: (id: string, query: { cursor?: string; limit?: number } = {}) =>
			get<Page<RunReply>>(`/v1/runs/${name(id)}/replies`, query),
		/** Where a run's progress comes as server-sent events. */
		runEventsUrl: (id: string) => urlOf(`/v1/runs/${name(id)}/events`),
		/** Where changes are told of as server-sent events, without what changed. */
		changesUrl: () => urlOf('/v1/events'),
		/** What a run would ask, take and cost; asks nothing. */
		estimateRun: (plan: RunPlan) => post<RunEstimate>('/v1/runs/estimate', plan),
		createRun: (plan: RunPlan) => post<Run>('/v1/runs', plan),
		controlRun: (id: string, action: RunAction) => post<Run>(`/v1/runs/${name(id)}/${action}`),
		/** Micro-dollars; null removes the limit. */
		setRunBudget: (id: string, microUsd: number | null) =>
			call<Run>('PUT', `/v1/runs/${name(id)}/budget`, { json: { budget_micro_usd: microUsd } }),
	};
}

export type RunPlan = z.input<typeof runPlan>;

export type { RunReply, RunThroughput };

export type RunEstimate = z.infer<typeof runEstimate>;

export type RunAction = 'pause' | 'resume' | 'cancel' | 'retry';
