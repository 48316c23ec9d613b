import { appendAudit } from '@codejoust/db/queries/keys/audit';
import type { Database } from '@codejoust/db/connect';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { findJudgeVersionById, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { insertNotice } from '@codejoust/db/queries/rejudgings/notices';
import { findLiveJudge } from '@codejoust/db/queries/rejudgings/promotions';
import {
	insertRule,
	listRulesOf,
	type RejudgingRuleRow,
	removeRule,
} from '@codejoust/db/queries/rejudgings/rejudging-rules';
import { listSubmissionsToJudge } from '@codejoust/db/queries/rejudgings/rejudging-runs';
import { insertRejudging } from '@codejoust/db/queries/rejudgings/rejudgings';
import type { z } from 'zod';
import { parseBenchmarkName } from '../../benchmark-name.ts';
import type { Actor } from '../../actor.ts';
import { newId } from '../../new-id.ts';
import { Refusal } from '../../refusal.ts';
import type { newRejudgingRule } from '@codejoust/contract/schemas/rejudging';
import { describe } from './plan-or-pause.ts';
import { beginRejudging } from './start-rejudging.ts';

/** Adds a rule. What begins by itself must have a budget. */
export async function createRule(
	db: Database,
	{ asked, by }: { readonly asked: z.output<typeof newRejudgingRule>; readonly by: Actor },
): Promise<RejudgingRuleRow> {
	const errors = [];
	if (asked.starts && asked.budget_micro_usd === null)
		errors.push({
			name: 'budget_micro_usd',
			reason: 'A rule that starts re-judgings automatically needs a budget.',
		});
	for (const [at, name] of asked.benchmarks.entries())
		if (!(await findBenchmarkVersion(db, parseBenchmarkName(name))))
			errors.push({
				name: `benchmarks.${at}`,
				value: name,
				reason: 'There is no benchmark of this name.',
			});
	if (errors.length > 0) throw new Refusal('invalid-input', 'The rule cannot be added.', errors);
	return db.transaction(async (tx) => {
		const row = await insertRule(tx, {
			id: newId('rule'),
			judgeSlug: asked.judge,
			benchmarks: asked.benchmarks,
			sampleQuestions: asked.sample_questions,
			budgetMicroUsd: asked.budget_micro_usd,
			priority: asked.priority,
			isStarting: asked.starts,
			createdBy: by.actor,
		});
		await appendAudit(tx, {
			...by,
			action: 'rejudging-rule.create',
			subject: row.id,
			after: asked,
		});
		return row;
	});
}

export async function endRule(
	db: Database,
	{ id, by }: { readonly id: string; readonly by: Actor },
): Promise<RejudgingRuleRow> {
	return db.transaction(async (tx) => {
		const row = await removeRule(tx, id);
		if (!row) throw new Refusal('not-found', `There is no rule "${id}".`);
		await appendAudit(tx, { ...by, action: 'rejudging-rule.remove', subject: id });
		return row;
	});
}

/**
 * Does what the rules say about a judge version that has been released: to be called in the transaction that adds it. It
 * may be called again, since a rule plans once for each board and judge version.
 */
export async function onJudgeReleased(tx: Database, judgeVersionId: number): Promise<void> {
	const judge = await findJudgeVersionById(tx, judgeVersionId);
	if (!judge) throw new Error(`judge version ${judgeVersionId} vanished while it was released`);
	const release = { judgeSlug: judge.slug, releasedAt: judge.releasedAt };
	for (const rule of await listRulesOf(tx, release))
		for (const benchmark of rule.benchmarks) await planByRule(tx, { rule, benchmark, judge });
}

async function planByRule(
	tx: Database,
	{
		rule,
		benchmark,
		judge,
	}: {
		readonly rule: RejudgingRuleRow;
		readonly benchmark: string;
		readonly judge: JudgeVersionRow;
	},
): Promise<void> {
	const version = await findBenchmarkVersion(tx, parseBenchmarkName(benchmark));
	const live = version && (await findLiveJudge(tx, version.id));
	if (!version || live === undefined || live === judge.id) return;
	const size = rule.sampleQuestions;
	const id = newId('rej');
	const isNew = await insertRejudging(tx, {
		id,
		benchmarkVersionId: version.id,
		fromJudgeVersionId: live,
		toJudgeVersionId: judge.id,
		scope: { kind: 'all' },
		sampleQuestions: size !== null && size < version.questions ? size : null,
		replicates: 1,
		budgetMicroUsd: rule.budgetMicroUsd,
		priority: rule.priority,
		createdBy: rule.createdBy,
		ruleId: rule.id,
	});
	if (!isNew) return;
	const by = { actor: rule.createdBy, detail: { rule: rule.id } };
	await appendAudit(tx, { ...by, action: 'rejudging.plan', subject: id });
	const toJudge = await listSubmissionsToJudge(tx, version.id);
	const isBegun = rule.isStarting && toJudge.length > 0;
	if (isBegun) {
		await beginRejudging(tx, { id, submissionIds: toJudge.map((one) => one.id) });
		await appendAudit(tx, { ...by, action: 'rejudging.start', subject: id });
	}
	await insertNotice(tx, {
		kind: 'planned',
		rejudgingId: id,
		message: `${await describe(tx, id)} is ${isBegun ? 'started' : 'planned'} by the rule ${rule.id}.`,
	});
}
