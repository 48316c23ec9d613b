import type { MessageRole } from '@codejoust/arena/rules/message-role';
import type { MaxTokensParameter, ReasoningEffort } from '../definition/definition-values.ts';

export type ChatMessage = { readonly role: MessageRole; readonly content: string };

/** The body of a chat completion, in the provider's own names. */
export type ChatRequest = {
	readonly model: string;
	readonly messages: readonly ChatMessage[];
	readonly temperature?: number;
	readonly top_p?: number;
	readonly seed?: number;
	readonly reasoning_effort?: ReasoningEffort;
	readonly response_format?: JsonSchemaFormat;
	readonly logprobs?: boolean;
	readonly top_logprobs?: number;
} & { readonly [parameter in MaxTokensParameter]?: number };

/** Structured output: the reply is JSON of this schema. */
export type JsonSchemaFormat = {
	readonly type: 'json_schema';
	readonly json_schema: {
		readonly name: string;
		readonly strict: boolean;
		readonly schema: Readonly<Record<string, unknown>>;
	};
};
