import { VERDICTS } from '@codejoust/arena/rules/verdict';
import type { JudgeDefinition } from '../definition/definition.ts';
import type { ReplyFormat } from '../definition/definition-values.ts';
import type { ChatMessage, ChatRequest, JsonSchemaFormat } from '../endpoint/chat-request.ts';

const VERDICT_FORMAT: JsonSchemaFormat = {
	type: 'json_schema',
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

/** What is sent for each format of a reply; plain text needs nothing. */
const SENT_FORMATS: Readonly<Record<ReplyFormat, Pick<ChatRequest, 'response_format'>>> = {
	text: {},
	'json-schema': { response_format: VERDICT_FORMAT },
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
		...SENT_FORMATS[definition.responseFormat],
	};
}
