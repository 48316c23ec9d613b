import { VERDICTS } from '@codejoust/arena/verdict';
import type { JudgeDefinition } from './definition.ts';
import type { ChatMessage } from './prompt.ts';

/** The body of a chat completion, in the provider's own names. */
export type ChatRequest = {
	readonly model: string;
	readonly messages: readonly ChatMessage[];
	readonly temperature?: number;
	readonly top_p?: number;
	readonly seed?: number;
	readonly reasoning_effort?: 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';
	readonly max_tokens?: number;
	readonly max_completion_tokens?: number;
	readonly response_format?: typeof VERDICT_FORMAT;
};

const VERDICT_FORMAT = {
	type: 'json_schema' as const,
	json_schema: {
		name: 'verdict',
		strict: true,
		schema: {
			type: 'object',
			properties: { explanation: { type: 'string' }, verdict: { type: 'string', enum: VERDICTS } },
			required: ['explanation', 'verdict'],
			additionalProperties: false,
		},
	},
};

/** What a definition asks with these messages. A sampling parameter that the definition leaves out is not sent. */
export function buildChatRequest(
	definition: JudgeDefinition,
	messages: readonly ChatMessage[],
	outputTokens: number = definition.maxTokens.limit,
): ChatRequest {
	const { temperature, topP, seed, reasoningEffort } = definition.sampling;
	return {
		model: definition.model,
		messages,
		...(temperature === undefined ? {} : { temperature }),
		...(topP === undefined ? {} : { top_p: topP }),
		...(seed === undefined ? {} : { seed }),
		...(reasoningEffort === undefined ? {} : { reasoning_effort: reasoningEffort }),
		[definition.maxTokens.parameter]: outputTokens,
		...(definition.responseFormat === 'text' ? {} : { response_format: VERDICT_FORMAT }),
	};
}
