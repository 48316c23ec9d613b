import { moveRuns } from '@codejoust/db/queries/endpoints/endpoints';
import { listUnlifted } from '@codejoust/db/queries/endpoints/holds';
import { insertBinding } from '@codejoust/db/queries/judges/judge-bindings';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { fitsAnyGlob } from '@codejoust/judge/endpoint/model-glob';
import type { Actor } from '../../actor.ts';
import { nameJudge } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import { placeJudge } from '../../place-judge.ts';
import { Refusal } from '../../refusal.ts';
import { findJudge } from '../judges/find-judge.ts';
import { refuseUnasked } from '../judges/refuse-unasked.ts';
import { liftWithin, releaseKept } from '../runs/lift-hold.ts';
import { describeForeignModel, describeUnknownEndpoint, listKnownModels } from './known-models.ts';

type Deps = Pick<ApiDeps, 'db' | 'endpoints' | 'enqueueRun' | 'cancelChunks'>;

/**
 * Binds a judge version to an endpoint from now on, or to none, and writes it down. Its unfinished runs go on there: games in
 * flight end where they were asked, all others are asked at the new endpoint. A hold of the judge version ends.
 */
export async function bindJudge(
	deps: Deps,
	{
		name,
		endpoint,
		by,
	}: { readonly name: string; readonly endpoint: string | null; readonly by: Actor },
): Promise<JudgeVersionRow> {
	const { db, endpoints } = deps;
	const judge = await findJudge(db, name);
	refuseUnasked(judge);
	if (judge.isRehearsal)
		throw new Refusal(
			'conflict',
			`${nameJudge(judge)} is a rehearsal judge: this process asks itself.`,
		);
	if (endpoint !== null) await requireEndpoint(deps, { endpoint, model: judge.model });
	const { moved, lifted } = await db.transaction(async (tx) => {
		await insertBinding(tx, { judgeVersionId: judge.id, endpoint, actor: by.actor });
		const place = endpoint ?? (await placeJudge(tx, endpoints, { ...judge, boundEndpoint: null }));
		const runs =
			place === undefined ? [] : await moveRuns(tx, { judgeVersionId: judge.id, endpoint: place });
		await appendAudit(tx, {
			...by,
			action: 'judge.bind',
			subject: nameJudge(judge),
			before: { endpoint: judge.boundEndpoint },
			after: { endpoint },
			detail: runs.length > 0 ? { runs_moved: runs.length } : {},
		});
		const holds = await listUnlifted(tx, { judgeVersionId: judge.id });
		return { moved: runs, lifted: await liftWithin(tx, holds, by) };
	});
	// A worker that still has a chunk of such a run sees that it is asked elsewhere, and queues it there by itself.
	for (const runId of moved) {
		await deps.cancelChunks(runId);
		await deps.enqueueRun(runId);
	}
	await releaseKept(deps, lifted);
	return findJudge(db, nameJudge(judge));
}

async function requireEndpoint(
	deps: Deps,
	{ endpoint, model }: { readonly endpoint: string; readonly model: string },
): Promise<void> {
	const known = await listKnownModels(deps);
	const models = known.get(endpoint);
	if (models && fitsAnyGlob(models, model)) return;
	const reason = models
		? describeForeignModel(endpoint, { model, allowed: models })
		: describeUnknownEndpoint(endpoint, known.keys());
	throw new Refusal('invalid-input', reason, [{ name: 'endpoint', value: endpoint, reason }]);
}
