import * as z from 'zod';
import { ANSWER_ENDS } from './read-turn.ts';

const reply = z.object({
	text: z.string(),
	thinking: z.string().nullable(),
	end: z.enum(ANSWER_ENDS),
	finish_reason: z.string().nullable(),
	model: z.string().nullable(),
	prompt_tokens: z.number().nullable(),
	completion_tokens: z.number().nullable(),
	request_id: z.string().nullable(),
	latency_ms: z.number().nullable(),
	answered_at: z.string(),
	is_repaired: z.boolean(),
});

const storedTurn = z.object({
	question_id: z.string(),
	sample: z.number(),
	/** From 0. */
	turn: z.number(),
	reply,
});

/** A turn of a conversation that goes on, as it is stored until its answer is complete. */
export type StoredTurn = z.infer<typeof storedTurn>;

/** Undefined for a value that is none. */
export function readStoredTurn(value: unknown): StoredTurn | undefined {
	return storedTurn.safeParse(value).data;
}
