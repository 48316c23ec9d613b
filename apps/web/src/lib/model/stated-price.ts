import type { StatedPrice } from '@codejoust/contract/client';
import { formatPrices } from '@codejoust/contract/dollars';
import { formatCount } from '../format/quantity.ts';

/** What somebody states about the price of the answers, in a sentence: `as the submitter states: $2.50 …`. */
export function describeStatedPrice(price: StatedPrice): string {
	const who = price.stated_by === 'operator' ? 'an operator' : 'the submitter';
	return `As ${who} states: ${[sayPrice(price), sayTokens(price)].filter(Boolean).join('; ')}.`;
}

function sayPrice({
	is_total_stated: isTotal,
	total_micro_usd: total,
	input_micro_usd: input,
	output_micro_usd: output,
}: StatedPrice): string {
	if (isTotal && total !== null) return `${formatPrices(total).join('')} for all answers`;
	const [first = '', second = ''] = formatPrices(input ?? 0, output ?? 0);
	return `${first} for a million input tokens, ${second} for a million output tokens`;
}

function sayTokens({
	input_tokens: input,
	output_tokens: output,
	tokens_from: from,
}: StatedPrice): string {
	if (input === null || output === null) return '';
	const counts = `${formatCount(input)} input and ${formatCount(output)} output tokens`;
	return from === 'file' ? `${counts}, as the file of answers says` : counts;
}
