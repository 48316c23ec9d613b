import { sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import type { judgments } from '../schema/judgments.ts';
import { type NewText, storeTexts } from './texts.ts';

/** A judgment that came back, with the run that paid for it. The attempt number is given by the store. */
export type NewJudgment = Omit<typeof judgments.$inferInsert, 'attempt'> & {
	readonly runId: string;
	readonly text?: NewText | undefined;
};

/**
 * Appends judgments under the next attempt number of their identity and returns those that are new. One that is
 * stored already (the same identity, received at the same time) is left out: a batch whose commit was cut off may
 * be handed in again.
 */
export async function appendJudgments(
	db: Database,
	fresh: readonly NewJudgment[],
): Promise<NewJudgment[]> {
	if (fresh.length === 0) return [];
	await storeTexts(
		db,
		fresh.flatMap((judgment) => (judgment.text ? [judgment.text] : [])),
	);
	const added: NewJudgment[] = [];
	let waiting = [...fresh];
	while (waiting.length > 0) {
		const step = await insertNextAttempts(db, waiting);
		added.push(...step.added);
		waiting = step.waiting;
	}
	return added;
}

/** Inserts the first waiting judgment of each identity. One that another worker overtook waits for the next step. */
async function insertNextAttempts(db: Database, waiting: readonly NewJudgment[]) {
	const first = new Map<string, NewJudgment>();
	for (const judgment of waiting)
		if (!first.has(judgment.identity)) first.set(judgment.identity, judgment);
	const added: NewJudgment[] = [];
	const done = new Set<NewJudgment>();
	for (const { identity, isAdded } of await insertJudgments(db, [...first.values()])) {
		const judgment = first.get(identity);
		if (!judgment) throw new Error('the store answered for a judgment that it was not given');
		done.add(judgment);
		if (isAdded) added.push(judgment);
	}
	return { added, waiting: waiting.filter((judgment) => !done.has(judgment)) };
}

/**
 * One statement with one parameter, whatever the number of rows: building and binding a value for every column would cost
 * more than all the rest. Answers for those that are stored now; the others lost their attempt number to another worker.
 */
async function insertJudgments(db: Database, fresh: readonly NewJudgment[]) {
	const rows = JSON.stringify(fresh.map(asRow));
	const stored = await db.execute<{ identity: string; added: boolean }>(sql`
		with fresh as materialized (
			select given.*, decode(given.identity, 'hex') as key, known.last, known.is_stored
			from json_to_recordset(${rows}::text::json) as given(
				identity text, judge_version_id bigint, verdict text, unscored_reason text,
				error_class text, text_hash text, finish_reason text, model_reported text,
				request_id text, prompt_tokens integer, completion_tokens integer,
				tokens_estimated boolean, cost_micro_usd bigint, latency_ms integer,
				transport_retries integer, is_re_ask boolean, asked_at timestamptz,
				received_at timestamptz)
			cross join lateral (
				select coalesce(max(attempt), 0) as last,
					coalesce(bool_or(judgments.received_at = given.received_at), false) as is_stored
				from judgments where judgments.identity = decode(given.identity, 'hex')) as known),
		added as (
			insert into judgments (
				identity, attempt, judge_version_id, verdict, unscored_reason, error_class, text_hash,
				finish_reason, model_reported, request_id, prompt_tokens, completion_tokens,
				tokens_estimated, cost_micro_usd, latency_ms, transport_retries, is_re_ask, asked_at,
				received_at)
			select
				key, last + 1, judge_version_id, verdict, unscored_reason, error_class,
				decode(text_hash, 'hex'), finish_reason, model_reported, request_id, prompt_tokens,
				completion_tokens, coalesce(tokens_estimated, false), cost_micro_usd, latency_ms,
				coalesce(transport_retries, 0), coalesce(is_re_ask, false), asked_at, received_at
			from fresh where not is_stored
			order by key
			on conflict do nothing
			returning identity)
		select fresh.identity, added.identity is not null as added
		from fresh left join added on added.identity = fresh.key
		where is_stored or added.identity is not null`);
	return [...stored].map(({ identity, added }) => ({ identity, isAdded: added }));
}

function asRow(judgment: NewJudgment) {
	return {
		identity: judgment.identity,
		judge_version_id: judgment.judgeVersionId,
		verdict: judgment.verdict,
		unscored_reason: judgment.unscoredReason,
		error_class: judgment.errorClass,
		text_hash: judgment.textHash,
		finish_reason: asStorable(judgment.finishReason),
		model_reported: asStorable(judgment.modelReported),
		request_id: asStorable(judgment.requestId),
		prompt_tokens: judgment.promptTokens,
		completion_tokens: judgment.completionTokens,
		tokens_estimated: judgment.tokensEstimated,
		cost_micro_usd: judgment.costMicroUsd,
		latency_ms: judgment.latencyMs,
		transport_retries: judgment.transportRetries,
		is_re_ask: judgment.isReAsk,
		asked_at: judgment.askedAt,
		received_at: judgment.receivedAt,
	};
}

/** Postgres' JSON takes no NUL and no lone surrogate, which a judge's server may put into any field. */
function asStorable(text: string | null | undefined): string | null {
	return text?.toWellFormed().replaceAll('\0', '\uFFFD') ?? null;
}
