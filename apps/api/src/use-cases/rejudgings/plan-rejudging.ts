import { appendAudit } from '@codejoust/db/queries/keys/audit';
import type { Database } from '@codejoust/db/connect';
import { findJudgeVersion, findJudgeVersionById } from '@codejoust/db/queries/judges/judges';
import { findLiveJudge } from '@codejoust/db/queries/rejudgings/promotions';
import {
	findRejudging,
	insertRejudging,
	type RejudgingRow,
} from '@codejoust/db/queries/rejudgings/rejudgings';
import type { z } from 'zod';
import { nameJudge, parseJudgeName } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import { newId } from '../../new-id.ts';
import { Refusal } from '../../refusal.ts';
import type { newRejudging } from '@codejoust/contract/schemas/rejudging';
import type { RejudgingPlan } from './estimate-rejudging.ts';
import { findVersion } from '../../find-version.ts';
import { refuseRecorded } from '../judges/refuse-unasked.ts';
import { findSampledQuestions, findScopeSubmissions } from './rejudging-scope.ts';

/** Stores a plan of judging a board again; nothing is asked. Returns its id. */
export async function planRejudging(
	deps: Pick<ApiDeps, 'db' | 'log'>,
	{ asked, by }: { readonly asked: z.output<typeof newRejudging>; readonly by: Actor },
): Promise<string> {
	const version = await findVersion(deps.db, asked.benchmark);
	const judge = await findJudgeVersion(deps.db, parseJudgeName(asked.judge));
	const live = await findLiveJudge(deps.db, version.id);
	if (!judge || judge.retiredAt)
		throw refuseField(
			'judge',
			asked.judge,
			judge ? 'This judge version is retired.' : 'There is no such judge version.',
		);
	refuseRecorded(judge);
	if (live === undefined)
		throw new Refusal(
			'conflict',
			`Benchmark ${asked.benchmark} has no board yet: nothing has been submitted to it.`,
		);
	if (live === judge.id)
		throw refuseField('judge', asked.judge, 'It is the judge of the live board already.');
	if (asked.sample_questions !== null && asked.sample_questions >= version.questions)
		throw refuseField(
			'sample_questions',
			String(asked.sample_questions),
			`The benchmark has ${version.questions} questions: a sample has fewer.`,
		);
	const row = {
		id: newId('rej'),
		benchmarkVersionId: version.id,
		fromJudgeVersionId: live,
		toJudgeVersionId: judge.id,
		scope: asked.scope,
		sampleQuestions: asked.sample_questions,
		replicates: asked.replicates,
		via: asked.via,
		budgetMicroUsd: asked.budget_micro_usd,
		priority: asked.priority,
		gates: asked.gates,
		createdBy: by.actor,
	};
	await findScopeSubmissions(deps.db, row);
	await deps.db.transaction(async (tx) => {
		await insertRejudging(tx, row);
		await appendAudit(tx, {
			...by,
			action: 'rejudging.plan',
			subject: row.id,
			after: { ...asked, judge: nameJudge(judge) },
		});
	});
	const { benchmark } = asked;
	deps.log.info(
		{ rejudgingId: row.id, benchmark, judge: nameJudge(judge), via: row.via, key: by.actor },
		'a re-judging is planned',
	);
	return row.id;
}

function refuseField(name: string, value: string, reason: string): Refusal {
	return new Refusal('invalid-input', reason, [{ name, value, reason }]);
}

export async function requireRejudging(db: Database, id: string): Promise<RejudgingRow> {
	const row = await findRejudging(db, id);
	if (!row) throw new Refusal('not-found', `There is no re-judging "${id}".`);
	return row;
}

/** What a re-judging would judge as things stand now. */
export async function resolvePlan(
	db: Database,
	{ rejudging }: Pick<RejudgingRow, 'rejudging'>,
): Promise<RejudgingPlan> {
	const from = await findJudgeVersionById(db, rejudging.fromJudgeVersionId);
	const to = await findJudgeVersionById(db, rejudging.toJudgeVersionId);
	if (!from || !to) throw new Error(`re-judging ${rejudging.id} lost a judge`);
	const sampled = await findSampledQuestions(db, rejudging);
	return {
		benchmarkVersionId: rejudging.benchmarkVersionId,
		from,
		to,
		submissionIds: await findScopeSubmissions(db, rejudging),
		questions: sampled && new Set(sampled),
		replicates: rejudging.replicates,
		via: rejudging.via,
	};
}
