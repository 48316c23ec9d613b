import { type BoardLag, readBoardLag } from '@codejoust/db/queries/boards/board-lag';
import { findServiceBudget } from '@codejoust/db/queries/runs/budgets';
import { type HoldFigure, listHoldFigures } from '@codejoust/db/queries/endpoints/hold-figures';
import {
	listRunFigures,
	listUnscoredFigures,
	type RunFigure,
	type UnscoredFigure,
} from '@codejoust/db/queries/runs/run-figures';
import type { QueueDepth } from '@codejoust/db/queue/queue';
import type { ApiDeps } from '../../deps.ts';
import type { FoundEndpoint } from '../../present/endpoint.ts';
import { listEndpoints } from '../endpoints/list-endpoints.ts';

/** What is measured of the whole installation, the same in every process. */
export type Measures = {
	readonly runs: readonly RunFigure[];
	readonly unscored: readonly UnscoredFigure[];
	readonly holds: readonly HoldFigure[];
	readonly queue: QueueDepth;
	readonly boards: BoardLag;
	readonly spentMicroUsd: number;
	/** Null without a budget of the service. */
	readonly budgetMicroUsd: number | null;
	readonly endpoints: readonly FoundEndpoint[];
};

type Deps = Pick<ApiDeps, 'db' | 'endpoints' | 'queueDepth'>;

export async function readMeasures(deps: Deps): Promise<Measures> {
	const { db } = deps;
	const budget = await findServiceBudget(db);
	return {
		runs: await listRunFigures(db),
		unscored: await listUnscoredFigures(db),
		holds: await listHoldFigures(db),
		queue: await deps.queueDepth(),
		boards: await readBoardLag(db),
		spentMicroUsd: budget.spentMicroUsd,
		budgetMicroUsd: budget.limitMicroUsd,
		endpoints: await listEndpoints(deps),
	};
}
