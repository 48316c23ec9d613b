import { z } from 'zod';
import { canonicalJson } from '../identity/canonical-json.ts';
import { contentHash } from '../identity/identity.ts';
import {
	JUDGE_KINDS,
	MAX_TOKENS_PARAMETERS,
	PARSERS,
	RE_ASK_REASONS,
	REASONING_EFFORTS,
	REPLY_FORMATS,
	type JudgeKind,
} from './definition-values.ts';
import { findPromptFaults } from './prompt-faults.ts';

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

const pairwise = z.strictObject({
	kind: z.literal('pairwise' satisfies JudgeKind),
	model: z.string().min(1).max(200),
	/** Empty: no system message is sent. */
	systemPrompt: z.string().max(MOST_PROMPT_CHARACTERS),
	/** With the slots `{{question}}`, `{{answer_a}}` and `{{answer_b}}`. */
	userTemplate: z.string().min(1).max(MOST_PROMPT_CHARACTERS),
	sampling,
	maxTokens,
	responseFormat: z.enum(REPLY_FORMATS),
	parser: z.enum(PARSERS),
	reAsk,
});

/**
 * A judge: everything that decides what it is asked and how its reply is read, and nothing about where it runs.
 * Immutable; another value is another judge version. A new way of judging is a new member of the union.
 */
export const judgeDefinitionSchema = z
	.discriminatedUnion('kind', [pairwise], {
		error: `The kinds of judges are: ${JUDGE_KINDS.join(', ')}.`,
	})
	.superRefine((definition, context) => {
		for (const { field, reason } of findPromptFaults(definition))
			context.addIssue({ code: 'custom', path: [field], message: reason });
	})
	.readonly();

export type JudgeDefinition = z.infer<typeof judgeDefinitionSchema>;

/** SHA-256 (hex) of the definition's canonical JSON. */
export function hashDefinition(definition: JudgeDefinition): string {
	return contentHash(canonicalJson(definition));
}
