import type { ChatMessage, ChatRequest } from '../endpoint/chat-request.ts';
import type { JudgeDefinition } from '../protocol/definition.ts';
import { protocolOf } from '../protocol/kinds.ts';

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
		...protocolOf(definition).requestOptions,
	};
}
