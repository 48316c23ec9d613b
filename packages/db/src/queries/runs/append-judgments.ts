import type { Sql } from 'postgres';
import type { judgments } from '../../schema/judgments.ts';
import { asStoredReply, type NewText } from '../texts/texts.ts';

/** A judgment that came back, with the run that paid for it. The attempt number is given by the store. */
export type NewJudgment = Omit<typeof judgments.$inferInsert, 'attempt'> & {
	readonly runId: string;
	readonly text?: NewText | undefined;
};

/**
 * Appends judgments and their texts under the next attempt number of their identity, and what they cost to their runs, each
 * batch in one statement of its own: the moment it is sent, nothing here is needed any more to have it on disk. One that
 * is stored already (the same identity, received at the same time) is left out: a batch whose commit was cut off may be
 * handed in again.
 */
export async function appendJudgments(sql: Sql, fresh: readonly NewJudgment[]): Promise<void> {
	let waiting = [...fresh];
	while (waiting.length > 0) waiting = await insertNextAttempts(sql, waiting);
}

/** Has the statement parsed and planned, so that the first reply does not wait for it. */
export async function prepareToAppend(sql: Sql): Promise<void> {
	await insertJudgments(sql, []);
}

/**
 * Inserts the first waiting judgment of each identity and returns the others, with those that lost their attempt number
 * to another worker.
 */
async function insertNextAttempts(
	sql: Sql,
	waiting: readonly NewJudgment[],
): Promise<NewJudgment[]> {
	const first = new Map<string, NewJudgment>();
	for (const judgment of waiting)
		if (!first.has(judgment.identity)) first.set(judgment.identity, judgment);
	const stored = new Set<NewJudgment>();
	for (const identity of await insertJudgments(sql, [...first.values()])) {
		const judgment = first.get(identity);
		if (!judgment) throw new Error('the store answered for a judgment that it was not given');
		stored.add(judgment);
	}
	return waiting.filter((judgment) => !stored.has(judgment));
}

/**
 * One statement with one parameter, whatever the number of rows: building and binding a value for every column would cost
 * more than all the rest. Answers with the identities that are stored now. Texts and runs are written in the order of
 * their keys, so that two workers never wait for each other in a circle.
 */
async function insertJudgments(sql: Sql, fresh: readonly NewJudgment[]): Promise<string[]> {
	const rows = JSON.stringify(fresh.map(asRow));
	const stored = await sql<{ identity: string }[]>`
		with fresh as materialized (
			select given.*, decode(given.identity, 'hex') as key, known.last, known.is_stored
			from json_to_recordset(${rows}::text::json) as given(
				run_id text, identity text, judge_version_id bigint, verdict text, preference double precision,
				unscored_reason text,
				error_class text, text_hash text, body text, packed text, characters integer, detail text, flags text[],
				finish_reason text, model_reported text,
				request_id text, prompt_tokens integer, completion_tokens integer,
				tokens_estimated boolean, cost_micro_usd bigint, latency_ms integer,
				transport_retries integer, is_re_ask boolean, asked_at timestamptz,
				received_at timestamptz)
			cross join lateral (
				select coalesce(max(attempt), 0) as last,
					coalesce(bool_or(judgments.received_at = given.received_at), false) as is_stored
				from judgments where judgments.identity = decode(given.identity, 'hex')) as known),
		words as (
			insert into texts (hash, body, packed, characters)
			select distinct on (text_hash) decode(text_hash, 'hex'), body, decode(packed, 'base64'), characters
			from fresh where characters is not null
			order by text_hash
			on conflict do nothing),
		added as (
			insert into judgments (
				identity, attempt, judge_version_id, verdict, preference, unscored_reason, error_class, text_hash,
				detail, flags, finish_reason, model_reported, request_id, prompt_tokens, completion_tokens,
				tokens_estimated, cost_micro_usd, latency_ms, transport_retries, is_re_ask, asked_at,
				received_at)
			select
				key, last + 1, judge_version_id, verdict, preference, unscored_reason, error_class,
				decode(text_hash, 'hex'), detail, coalesce(flags, '{}'), finish_reason, model_reported,
				request_id, prompt_tokens, completion_tokens, coalesce(tokens_estimated, false), cost_micro_usd, latency_ms,
				coalesce(transport_retries, 0), coalesce(is_re_ask, false), asked_at, received_at
			from fresh where not is_stored
			order by key
			on conflict do nothing
			returning identity),
		paid as materialized (
			select run_id, sum(prompt_tokens) as prompt, sum(completion_tokens) as completion,
				sum(cost_micro_usd) as cost, bool_or(coalesce(tokens_estimated, false)) as estimated,
				array_agg(distinct left(model_reported, 200)) filter (where model_reported <> '') as models
			from fresh where key in (select identity from added)
			group by run_id),
		locked as materialized (
			select id from runs where id in (select run_id from paid) order by id for update),
		moved as (
			update runs set
				prompt_tokens = prompt_tokens + coalesce(paid.prompt, 0),
				completion_tokens = completion_tokens + coalesce(paid.completion, 0),
				tokens_estimated = tokens_estimated or paid.estimated,
				cost_micro_usd = case when paid.cost is null then cost_micro_usd
					else coalesce(cost_micro_usd, 0) + paid.cost end,
				reported_models = case
					when paid.models is null or runs.reported_models @> paid.models then runs.reported_models
					else array(select distinct unnest(runs.reported_models || paid.models) as model
						order by model limit 20) end,
				last_alive_at = now(),
				started_at = coalesce(started_at, now())
			from paid join locked on locked.id = paid.run_id
			where runs.id = paid.run_id)
		select fresh.identity
		from fresh left join added on added.identity = fresh.key
		where fresh.is_stored or added.identity is not null`;
	return stored.map(({ identity }) => identity);
}

function asRow(judgment: NewJudgment) {
	const said = judgment.text && asStoredReply(judgment.text);
	return {
		run_id: judgment.runId,
		identity: judgment.identity,
		judge_version_id: judgment.judgeVersionId,
		verdict: judgment.verdict,
		preference: judgment.preference,
		unscored_reason: judgment.unscoredReason,
		error_class: judgment.errorClass,
		text_hash: judgment.textHash,
		body: said?.body,
		packed: said?.packed,
		characters: said?.characters,
		detail: asStorable(judgment.detail),
		flags: judgment.flags,
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
