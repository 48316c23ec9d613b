import { expect, test } from 'vitest';
import { readReplyEnd } from './reply-end.ts';

test.each([
	...[
		'stop',
		'STOP',
		'end_turn',
		'stop_sequence',
		'eos',
		'eos_token',
		'COMPLETE',
		'finish_reason_stop',
		'endTurn',
		'stop_token',
		'eot_id',
		'FINISH',
		'end_of_turn',
		'</s>',
		'<|eot_id|>',
		'<|im_end|>',
		'<|endoftext|>',
		'<｜end▁of▁sentence｜>',
	],
])('"%s" ends a whole reply', (reason) => expect(readReplyEnd(reason)).toBe('whole'));

test.each([
	...['length', 'MAX_TOKENS', 'max_tokens', 'max_output_tokens', 'model_length', 'max-length'],
	...['model_context_window_exceeded', 'token_limit', 'max_new_tokens', 'max_output'],
	...['ERROR_LIMIT', 'time_limit', 'tokens_limit'],
])('"%s" cuts a reply', (reason) => expect(readReplyEnd(reason)).toBe('cut'));

test.each([
	...['content_filter', 'content-filter', 'contentFilter', 'SAFETY', 'RECITATION', 'refusal'],
	...['PROHIBITED_CONTENT', 'BLOCKLIST', 'guardrail_intervened', 'ERROR_TOXIC'],
	...['sensitive', 'IMAGE_SAFETY', 'CONTENT_FILTERED', 'policy_violation'],
])('"%s" filters a reply', (reason) => expect(readReplyEnd(reason)).toBe('filtered'));

test.each([
	'error',
	'ERROR',
	'tool_calls',
	'function_call',
	'cancelled',
	'abort',
	'OTHER',
	'nonstop',
	'network_error',
	'insufficient_system_resource',
	'not_finished',
	'FINISH_REASON_UNSPECIFIED',
	'MALFORMED_FUNCTION_CALL',
	'pause_turn',
	'unfinished',
	'',
	' ',
	null,
])('%j says nothing of a reply', (reason) => expect(readReplyEnd(reason)).toBe('unknown'));

test('a reason longer than any provider gives says nothing, and is not searched', () => {
	expect(readReplyEnd(`${'max_'.repeat(250_000)}tokens`)).toBe('unknown');
	expect(readReplyEnd('stop'.padEnd(300, ' '))).toBe('unknown');
});
