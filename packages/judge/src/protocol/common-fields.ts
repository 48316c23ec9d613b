import { z } from 'zod';
import {
	MAX_TOKENS_PARAMETERS,
	RE_ASK_REASONS,
	REASONING_EFFORTS,
} from '../definition/definition-values.ts';

const MOST_PROMPT_CHARACTERS = 100_000;

/** What is left out is not sent: newer models refuse some of it. */
const sampling = z
	.strictObject({
		temperature: z.number().min(0).max(2).optional(),
		topP: z.number().gt(0).max(1).optional(),
		seed: z.int().optional(),
		reasoningEffort: z.enum(REASONING_EFFORTS).optional(),
	})
	.readonly();

const maxTokens = z
	.strictObject({
		parameter: z.enum(MAX_TOKENS_PARAMETERS),
		limit: z.int().min(1).max(1_000_000),
	})
	.readonly();

const reAsk = z
	.strictObject({
		/** Sorted and without repetition, so that equal rules have equal hashes. */
		reasons: z
			.array(z.enum(RE_ASK_REASONS))
			.transform((reasons) => [...new Set(reasons)].sort())
			.readonly(),
		/** Output tokens of a re-ask after a truncated reply, as a multiple of the limit. */
		tokenFactor: z.number().min(1).max(8),
	})
	.readonly();

/** What every judge that is asked has: which model, with what prompts, and how. */
export const COMMON_FIELDS = {
	model: z.string().min(1).max(200),
	/** Empty: no system message is sent. */
	systemPrompt: z.string().max(MOST_PROMPT_CHARACTERS),
	/** With the slots of the kind. */
	userTemplate: z.string().min(1).max(MOST_PROMPT_CHARACTERS),
	sampling,
	maxTokens,
	reAsk,
};
