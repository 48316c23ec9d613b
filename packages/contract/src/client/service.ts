import type { AuditEntry } from '../schemas/audit.ts';
import type { ServiceBudget } from '../schemas/budget.ts';
import type { WorkerList } from '../schemas/operation.ts';
import type { Notice } from '../schemas/rejudging.ts';
import type { Spend } from '../schemas/spend.ts';
import type { ServerVersion } from '../schemas/version.ts';
import type { Page, Sender } from './open-sender.ts';

/** What operators read and set for the whole service. */
export function serviceMethods({ get, call }: Sender) {
	return {
		/** What the server runs, and the client that it offers. */
		version: () => get<ServerVersion>('/v1/version'),
		/** Live workers and the depth of their queue; needs an operator's key. */
		workers: () => get<WorkerList>('/v1/workers'),
		/** What operators are notified of, newest first. */
		notices: (query: { cursor?: string; limit?: number } = {}) =>
			get<Page<Notice>>('/v1/notices', query),
		/** Who did what, newest first; needs an operator's key. */
		audit: (query: AuditQuery = {}) => get<Page<AuditEntry>>('/v1/audit', query),
		serviceBudget: () => get<ServiceBudget>('/v1/budget'),
		/** What judging has cost by day, in the last days; needs an operator's key. */
		spend: (query: { days?: number } = {}) => get<Spend>('/v1/spend', query),
		setServiceBudget: (microUsd: number | null) =>
			call<ServiceBudget>('PUT', '/v1/budget', { json: { budget_micro_usd: microUsd } }),
	};
}

export type AuditQuery = {
	readonly actor?: string | undefined;
	readonly organisation?: string | undefined;
	/** `run.pause`, or `run` for all that is done to runs. */
	readonly action?: string | undefined;
	readonly subject?: string | undefined;
	readonly since?: string | undefined;
	readonly until?: string | undefined;
	readonly cursor?: string | undefined;
	readonly limit?: number | undefined;
};
