import { appendAudit } from '@codejoust/db/queries/keys/audit';
import {
	findServiceBudget,
	storeServiceBudget,
	updateRunBudget,
} from '@codejoust/db/queries/runs/budgets';
import { noteNewLimit } from '@codejoust/db/queries/runs/run-control';
import { findRun } from '@codejoust/db/queries/runs/runs';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import type { FoundRun } from '../../present/run.ts';
import { Refusal } from '../../refusal.ts';
import type { ServiceBudget } from '@codejoust/contract/schemas/budget';
import { listMemberRuns, type MemberRunRow } from '@codejoust/db/queries/runs/jury-runs';
import { nameJudge } from '../../benchmark-name.ts';
import { hasMembers } from '../../has-members.ts';
import { readRun } from './read-run.ts';

type Change = { readonly microUsd: number | null; readonly by: Actor };

/** Changes what a run may cost. A run that has paused over it goes on when it is resumed. */
export async function changeRunBudget(
	deps: Pick<ApiDeps, 'db'>,
	{ runId, microUsd, by }: Change & { readonly runId: string },
): Promise<FoundRun> {
	await deps.db.transaction(async (tx) => {
		const found = await findRun(tx, runId);
		if (!found) throw new Refusal('not-found', `There is no run "${runId}".`);
		if (found.run.finishedAt || found.run.held === 'cancelled')
			throw new Refusal('conflict', 'The run has ended and spends nothing any more.');
		if (hasMembers(found.judge)) throw refuseJuryBudget(await listMemberRuns(tx, runId));
		await updateRunBudget(tx, { runId, microUsd });
		await noteNewLimit(tx, runId);
		await appendAudit(tx, {
			...by,
			action: 'run.budget',
			subject: runId,
			before: { budget_micro_usd: found.run.budgetMicroUsd },
			after: { budget_micro_usd: microUsd },
		});
	});
	return readRun(deps, runId);
}

function refuseJuryBudget(members: readonly MemberRunRow[]): Refusal {
	const names = members.map((member) => `${member.id} (${nameJudge(member)})`);
	return new Refusal(
		'conflict',
		`The run of a jury or cascade spends nothing. Change the budgets of its members’ runs: ${names.join(', ')}.`,
	);
}

/** What all runs may cost together, and what they have cost. */
export async function readServiceBudget({ db }: Pick<ApiDeps, 'db'>): Promise<ServiceBudget> {
	const { limitMicroUsd, spentMicroUsd } = await findServiceBudget(db);
	return { budget_micro_usd: limitMicroUsd, spent_micro_usd: spentMicroUsd };
}

export async function changeServiceBudget(
	deps: Pick<ApiDeps, 'db'>,
	{ microUsd, by }: Change,
): Promise<ServiceBudget> {
	await deps.db.transaction(async (tx) => {
		const before = await findServiceBudget(tx);
		await storeServiceBudget(tx, microUsd);
		await noteNewLimit(tx);
		await appendAudit(tx, {
			...by,
			action: 'service.budget',
			subject: 'service',
			before: { budget_micro_usd: before.limitMicroUsd },
			after: { budget_micro_usd: microUsd },
		});
	});
	return readServiceBudget(deps);
}
