/**
 * How a reply ended: by itself, at a limit of length, at a content filter, or in a way that says nothing of its text: an
 * upstream error, a call of a tool, a word that nobody knows, no word at all.
 */
export type ReplyEnd = 'whole' | 'cut' | 'filtered' | 'unknown';

/** Words of OpenAI, Azure, Anthropic, Gemini, Mistral, Cohere, Bedrock, watsonx, Text Generation Inference, vLLM and Ollama. */
const WHOLE: ReadonlySet<string> = new Set([
	...['stop', 'stopped', 'end_turn', 'endturn', 'stop_sequence', 'stop_token', 'eos', 'eos_token'],
	...['eot', 'eot_id', 'end_of_text', 'end_of_sequence', 'end_of_turn', 'im_end', 'complete'],
	// Of the stop tokens themselves, such as "</s>", which some servers name.
	...['end_of_sentence', 'endoftext', 's'],
	...['completed', 'finish', 'finished', 'done', 'end', 'ended', 'natural', 'normal', 'success'],
]);
const CUT =
	/length|max_(?:\w{1,40}_)?(?:tokens?|output)|tokens?_limit|context_window|context_limit|^error_limit$|^(?:time|output)_limit$/;
const FILTERED =
	/filter|refus|safety|moderat|blocked|blocklist|prohibited|recitation|guardrail|spii|sensitive|toxic|policy|censor/;

/** No provider's word is longer; of more, the end is not known. */
const LONGEST_REASON = 200;

/** Reads what a provider names as the reason why it ended a reply. */
export function readReplyEnd(finishReason: string | null): ReplyEnd {
	if ((finishReason ?? '').length > LONGEST_REASON) return 'unknown';
	const word = (finishReason ?? '')
		.replace(/([a-z])([A-Z])/g, '$1_$2')
		.toLowerCase()
		.replace(/[^a-z]+/g, '_')
		.replace(/^(finish_reason_|_)|_$/g, '');
	if (WHOLE.has(word)) return 'whole';
	if (CUT.test(word)) return 'cut';
	return FILTERED.test(word) ? 'filtered' : 'unknown';
}
