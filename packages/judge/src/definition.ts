import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { findPromptFaults } from './prompt-faults.ts';

/** Reasons for which a judge may be asked once more. */
export const RE_ASK_REASONS = ['no-verdict', 'contradictory', 'truncated'] as const;
export type ReAskReason = (typeof RE_ASK_REASONS)[number];

export const MOST_PROMPT_CHARACTERS = 100_000;

/** What is left out is not sent: newer models refuse some of it. */
const sampling = z
	.strictObject({
		temperature: z.number().min(0).max(2).optional(),
		topP: z.number().gt(0).max(1).optional(),
		seed: z.int().optional(),
		reasoningEffort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).optional(),
	})
	.readonly();

const maxTokens = z
	.strictObject({
		parameter: z.enum(['max_tokens', 'max_completion_tokens']),
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
	kind: z.literal('pairwise'),
	model: z.string().min(1).max(200),
	/** Empty: no system message is sent. */
	systemPrompt: z.string().max(MOST_PROMPT_CHARACTERS),
	/** With the slots `{{question}}`, `{{answer_a}}` and `{{answer_b}}`. */
	userTemplate: z.string().min(1).max(MOST_PROMPT_CHARACTERS),
	sampling,
	maxTokens,
	responseFormat: z.enum(['text', 'json-schema']),
	parser: z.enum(['labels@1', 'structured@1']),
	reAsk,
});

/**
 * A judge: everything that decides what it is asked and how its reply is read, and nothing about where it runs.
 * Immutable; another value is another judge version. A new way of judging is a new member of the union.
 */
export const judgeDefinitionSchema = z
	.discriminatedUnion('kind', [pairwise], { error: 'The kinds of judges are: pairwise.' })
	.superRefine((definition, context) => {
		for (const { field, reason } of findPromptFaults(definition))
			context.addIssue({ code: 'custom', path: [field], message: reason });
	})
	.readonly();

export type JudgeDefinition = z.infer<typeof judgeDefinitionSchema>;

/** SHA-256 (hex) of the definition's canonical JSON: keys sorted, absent fields left out. */
export function hashDefinition(definition: JudgeDefinition): string {
	return createHash('sha256').update(canonicalJson(definition)).digest('hex');
}
