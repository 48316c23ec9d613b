import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addPriceOptions, type PriceOptions, readStatedPrice } from './price-options.ts';

const read = (...args: string[]) => {
	const command = addPriceOptions(
		new Command().exitOverride().configureOutput({ writeErr: () => undefined }),
	);
	return readStatedPrice(command.parse(args, { from: 'user' }).opts<PriceOptions>());
};

test('a price is two prices of tokens, or a total, with or without the tokens', () => {
	expect(read()).toBeUndefined();
	expect(read('--price', '2.5/10')).toEqual({
		input_micro_usd: 2_500_000,
		output_micro_usd: 10_000_000,
	});
	expect(read('--total-price', '12.40', '--price-tokens', '120_000/450000')).toEqual({
		total_micro_usd: 12_400_000,
		input_tokens: 120_000,
		output_tokens: 450_000,
	});
});

test.each([
	[['--price', '1/2', '--total-price', '3'], 'not both'],
	[['--price-tokens', '1/2'], 'needs --price'],
	[['--price-tokens', '12'], '"12"'],
	[['--price-tokens', '1/2000000000000'], '1000000000000'],
	[['--total-price', 'ten'], 'dollars'],
	[['--price', '5'], '2.5/10'],
])('%j is refused with what would be right', (args, reason) => {
	expect(() => read(...args)).toThrow(reason);
});
