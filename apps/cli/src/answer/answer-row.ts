import { RUN_WAYS, type RunWay } from '@codejoust/contract/schemas/closed-lists';
import * as z from 'zod';
import { ANSWER_ENDS, type AnswerEnd, type TurnReply } from './read-turn.ts';

/** What makes answers one model's: a file holds answers of one of these alone. */
export type AnswerSettings = {
	/** With its version. */
	readonly benchmark: string;
	/** As it is asked. */
	readonly model: string;
	/** What is sent beside the messages, such as a temperature. */
	readonly sampling: Readonly<Record<string, unknown>>;
	/** SHA-256 of the system prompt, in hex; null without one. */
	readonly system_sha256: string | null;
};

/** Where and by what answers are made. */
export type AnswerOrigin = {
	/** Program and version. */
	readonly made_by: string;
	/** Host and port of the endpoint, without anything that could be a credential. */
	readonly endpoint: string;
	readonly via: RunWay;
};

const provenance = z.object({
	made_by: z.string(),
	benchmark: z.string(),
	sampling: z.record(z.string(), z.unknown()),
	system_sha256: z.string().nullable(),
	endpoint: z.string(),
	via: z.enum(RUN_WAYS),
	model_reported: z.string().nullable(),
	end: z.enum(ANSWER_ENDS),
	finish_reason: z.string().nullable(),
	prompt_tokens: z.number().nullable(),
	completion_tokens: z.number().nullable(),
	latency_ms: z.number().nullable(),
	request_ids: z.array(z.string()),
	date: z.string(),
	thinking_characters: z.number(),
	is_repaired: z.boolean(),
	/** Why the answer was left empty. */
	skipped_for: z.string().optional(),
});

const row = z.object({
	question_id: z.string(),
	response: z.string(),
	model: z.string(),
	finish_reason: z.string().optional(),
	/** Of a question with several turns: the answers, which the response joins by a blank line. */
	turns: z.array(z.string()).optional(),
	provenance,
});

/** A line of a file of answers that were made here: our format of answers, with where they come from. */
export type AnswerRow = z.infer<typeof row>;

/** The row of a question whose turns are all answered, or whose conversation ended with an empty one. */
export function writeAnswerRow(
	questionId: string,
	replies: readonly TurnReply[],
	{ settings, origin }: { readonly settings: AnswerSettings; readonly origin: AnswerOrigin },
	skippedFor?: string,
): AnswerRow {
	const last = replies.at(-1);
	const said = replies.map(({ text }) => text);
	const end: AnswerEnd =
		skippedFor === undefined ? endOf(replies.map((reply) => reply.end)) : 'skipped';
	const finishReason = end === 'cut' ? 'length' : last?.finish_reason?.slice(0, 40);
	const { model, ...made } = settings;
	return {
		question_id: questionId,
		response: said.filter((text) => text !== '').join('\n\n'),
		model,
		...(finishReason == null ? {} : { finish_reason: finishReason }),
		...(said.length > 1 ? { turns: said } : {}),
		provenance: {
			...origin,
			...made,
			model_reported: last?.model ?? null,
			end,
			finish_reason: last?.finish_reason ?? null,
			prompt_tokens: addAll(replies.map((reply) => reply.prompt_tokens)),
			completion_tokens: addAll(replies.map((reply) => reply.completion_tokens)),
			latency_ms: addAll(replies.map((reply) => reply.latency_ms)),
			request_ids: replies.flatMap((reply) => reply.request_id ?? []),
			date: last?.answered_at ?? new Date().toISOString(),
			thinking_characters: replies.reduce((sum, { thinking }) => sum + (thinking?.length ?? 0), 0),
			is_repaired: replies.some((reply) => reply.is_repaired),
			...(skippedFor === undefined ? {} : { skipped_for: skippedFor }),
		},
	};
}

/** A row of an earlier time; undefined for a value that is none. */
export function readAnswerRow(value: unknown): AnswerRow | undefined {
	return row.safeParse(value).data;
}

/** The worst of its turns: what a reader of the whole answer must know. */
function endOf(ends: readonly AnswerEnd[]): AnswerEnd {
	const order = ['empty', 'cut', 'refused', 'unknown'] as const;
	return order.find((end) => ends.includes(end)) ?? 'whole';
}

/** Null where one of them is not known. */
function addAll(counts: readonly (number | null)[]): number | null {
	return counts.reduce<number | null>(
		(sum, count) => (sum === null || count === null ? null : sum + count),
		0,
	);
}
