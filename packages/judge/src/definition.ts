import { createHash } from 'node:crypto';
import { VERDICTS } from '@codejoust/arena/verdict';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { ANSWER_MARKERS, SLOTS, isTemplateProblem } from './template.ts';

/** Reasons for which a judge may be asked once more. */
export const RE_ASK_REASONS = ['no-verdict', 'contradictory', 'truncated'] as const;
export type ReAskReason = (typeof RE_ASK_REASONS)[number];

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
	systemPrompt: z.string().max(100_000),
	userTemplate: z.string().min(1).max(100_000),
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
	.discriminatedUnion('kind', [pairwise])
	.superRefine((definition, context) => {
		for (const problem of definitionProblems(definition)) {
			context.addIssue({ code: 'custom', path: [problem.field], message: problem.message });
		}
	})
	.readonly();

export type JudgeDefinition = z.infer<typeof judgeDefinitionSchema>;

/** SHA-256 (hex) of the definition's canonical JSON: keys sorted, absent fields left out. */
export function hashDefinition(definition: JudgeDefinition): string {
	return createHash('sha256').update(canonicalJson(definition)).digest('hex');
}

type Problem = { readonly field: keyof JudgeDefinition; readonly message: string };

function definitionProblems(definition: z.infer<typeof pairwise>): Problem[] {
	const problems: Problem[] = [];
	const add = (field: Problem['field'], message: string) => problems.push({ field, message });
	for (const slot of SLOTS) {
		const count = definition.userTemplate.split(`{{${slot}}}`).length - 1;
		if (count !== 1) add('userTemplate', `{{${slot}}} must appear once, not ${count} times`);
	}
	if (isTemplateProblem(definition.userTemplate)) {
		add('userTemplate', `each answer must stand between its markers: ${ANSWER_MARKERS.join(' ')}`);
	}
	const prompt = `${definition.systemPrompt}\n${definition.userTemplate}`;
	const isStructured = definition.parser === 'structured@1';
	for (const verdict of VERDICTS) {
		const label = isStructured ? verdict : `[[${verdict}]]`;
		if (!prompt.includes(label)) add('systemPrompt', `the prompt must name the label ${label}`);
	}
	if (isStructured !== (definition.responseFormat === 'json-schema')) {
		add('parser', 'structured@1 reads json-schema replies and labels@1 reads text');
	}
	return problems;
}
