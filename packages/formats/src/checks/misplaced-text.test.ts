import { describe, expect, test } from 'vitest';
import { findMisplaced, readAccepted } from './misplaced-text.ts';

test.each([
	['$ERROR$', 'error-text'],
	['API_ERROR_OUTPUT', 'error-text'],
	['Use `x`.\n\n$ERROR$', 'error-text'],
	['$ERROR$\n\n$ERROR$', 'error-text'],
	['400 Model not found', 'error-text'],
	["{'error': {'message': 'model not found'}}", 'error-text'],
	[' None ', 'error-text'],
	['**API REQUEST ERROR** Reason: 502.', 'error-text'],
	['**NETWORK ERROR DUE TO HIGH TRAFFIC. PLEASE REGENERATE OR REFRESH THIS PAGE.**', 'error-text'],
	["Error code: 429 - {'error': {'message': 'Rate limit reached'}}", 'error-text'],
	['openai.RateLimitError: Error code: 429', 'error-text'],
	['litellm.InternalServerError: overloaded', 'error-text'],
	['Error: APIConnectionError: Connection error.', 'error-text'],
	['Request timed out.', 'error-text'],
	['{"error": {"message": "model not found"}}', 'error-text'],
	['<html><head><title>502 Bad Gateway</title></head></html>', 'error-text'],
	[
		'Traceback (most recent call last):\n  File "x.py", line 1\nopenai.APIError: gone',
		'error-text',
	],
	[
		"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
		'provider-refusal',
	],
	['Content Exists Risk', 'provider-refusal'],
	['[content_filter]', 'provider-refusal'],
	['<think>\nHm.\n</think>\nUse `x[::-1]`.', 'thinking-left'],
	['Hm, a list.\n</think>\n\nUse `x[::-1]`.', 'thinking-left'],
	['<think>\nHm. I should', 'unclosed-thinking'],
])('%j is %s', (text, code) => {
	expect(findMisplaced(text)?.code).toBe(code);
});

describe('an answer about errors is an answer', () => {
	test.each([
		'Error handling in Go is explicit: return an error as the last value.',
		'Error: the function lacks a return statement. Add `return x` at its end.',
		'Set `$ERROR$` in the template to the message.',
		'404 Not Found means that the path has no handler: add one.',
		'Errors 404 and 500 differ in who is at fault.',
		'The request timed out because the socket was never closed. Close it in `finally`.',
		'None of the two functions is safe: both build SQL from strings.',
		'`null` is a value; `undefined` is the lack of one.',
		'{"errors": []} is what the endpoint answers.',
		'Traceback (most recent call last):\nZeroDivisionError: guard the divisor.',
		'<html><body><h1>Hello</h1></body></html>',
		'I cannot help with this request.',
		'The tag `<think>` begins the reasoning of some models.',
		`${'Long. '.repeat(400)}Error code: 429`,
	])('%j', (text) => {
		expect(findMisplaced(text)).toBeUndefined();
	});
});

test('codes are read by commas, and what is none is named', () => {
	expect(readAccepted('thinking-left, error-text')).toEqual({
		codes: ['error-text', 'thinking-left'],
		unknown: [],
	});
	expect(readAccepted('thinking,all')).toEqual({ codes: [], unknown: ['thinking', 'all'] });
	expect(readAccepted('').unknown).toEqual(['']);
});

test('the work grows with the text and no faster', () => {
	const perCharacter = (unit: string, length: number) => {
		const text = unit.repeat(Math.ceil(length / unit.length));
		const begun = process.cpuUsage();
		for (let times = 0; times < 1_000_000 / length; times++) findMisplaced(text);
		const { user } = process.cpuUsage(begun);
		return user / 1_000_000;
	};
	for (const unit of ['<think>', '</think>\n', 'Error code: ', '<html>', 'a ']) {
		perCharacter(unit, 10_000);
		const [short, long] = [perCharacter(unit, 10_000), perCharacter(unit, 1_000_000)];
		expect(long, unit).toBeLessThan(Math.max(0.2, 10 * short));
	}
});
