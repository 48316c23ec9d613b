import { z } from 'zod';

const usage = z.object({
	prompt_tokens: z.int().min(0).optional(),
	completion_tokens: z.int().min(0).optional(),
});

const completion = z.object({
	model: z.string().catch(''),
	choices: z
		.array(
			z.object({
				finish_reason: z.string().nullish(),
				message: z.object({
					content: z.string().nullish(),
					refusal: z.string().nullish(),
				}),
			}),
		)
		.min(1),
	usage: usage.nullish().catch(undefined),
});

const errorObject = z.object({
	message: z.string().optional().catch(undefined),
	type: z.string().optional().catch(undefined),
	code: z.union([z.string(), z.number()]).optional().catch(undefined),
});

/** The first choice of a completion, as far as a judgment needs it. */
export type Reply = {
	readonly text: string | null;
	readonly finishReason: string | null;
	readonly refusal: string | null;
	readonly model: string;
	readonly promptTokens?: number;
	readonly completionTokens?: number;
};

/** Reads the body of a 200. Undefined when it is no completion: HTML, an error object, no choices, half a JSON. */
export function readReply(body: unknown): Reply | undefined {
	const parsed = completion.safeParse(body);
	const choice = parsed.data?.choices[0];
	if (parsed.data === undefined || choice === undefined) return undefined;
	const { prompt_tokens, completion_tokens } = parsed.data.usage ?? {};
	return {
		text: choice.message.content ?? null,
		finishReason: choice.finish_reason ?? null,
		refusal: choice.message.refusal ?? null,
		model: parsed.data.model,
		...(prompt_tokens === undefined ? {} : { promptTokens: prompt_tokens }),
		...(completion_tokens === undefined ? {} : { completionTokens: completion_tokens }),
	};
}

export type ErrorObject = {
	readonly message?: string;
	readonly type?: string;
	readonly code?: string;
};

/** An OpenAI-style error object, given as it is or under `error`; empty when there is none. */
export function readErrorObject(body: unknown): ErrorObject {
	const inner = z.object({ error: errorObject }).safeParse(body).data?.error;
	const { message, type, code } = inner ?? errorObject.safeParse(body).data ?? {};
	return {
		...(message === undefined ? {} : { message }),
		...(type === undefined ? {} : { type }),
		...(code === undefined ? {} : { code: String(code) }),
	};
}
