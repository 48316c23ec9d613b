/** What the form of a submission asks of the price of its answers. */
export const DOLLARS = [
	{ name: 'price.input_usd', label: '$ for a million input tokens' },
	{ name: 'price.output_usd', label: '$ for a million output tokens' },
	{ name: 'price.total_usd', label: 'Or $ for all answers' },
];
export const TOKENS = [
	{ name: 'price.input_tokens', label: 'Input tokens of all answers' },
	{ name: 'price.output_tokens', label: 'Output tokens of all answers' },
];

/** The label of a field of the price; any other field by its name. */
export function labelField(name: string): string {
	return [...DOLLARS, ...TOKENS].find((one) => one.name === name)?.label ?? name;
}
