import { expect, test } from 'vitest';
import { describeStatedPrice } from './stated-price.ts';

const price = {
	stated_by: 'submitter',
	input_micro_usd: 2_500_000,
	output_micro_usd: 10_000_000,
	input_tokens: 12_345,
	output_tokens: 1_000_000,
	tokens_from: 'file',
	total_micro_usd: 10_030_862,
	is_total_stated: false,
} as const;

test.each([
	[
		price,
		'As the submitter states: $2.50 for a million input tokens, $10.00 for a million output tokens; 12,345 input and 1,000,000 output tokens, as the file of answers says.',
	],
	[
		{
			...price,
			stated_by: 'operator',
			is_total_stated: true,
			input_micro_usd: null,
			output_micro_usd: null,
			input_tokens: null,
			output_tokens: null,
		} as const,
		'As an operator states: $10.030862 for all answers.',
	],
])('a stated price names who states it', (given, text) => {
	expect(describeStatedPrice(given)).toBe(text);
});
