import { z } from '@hono/zod-openapi';
import { visibleText } from './visible-text.ts';

/** A million dollars. */
const HIGHEST = 1_000_000_000_000;
const MOST_TOKENS = 1_000_000_000_000;

const amount = (description: string) =>
	z
		.int('Micro-dollars, a whole number; in a form dollars, such as 2.50.')
		.min(0)
		.max(HIGHEST, 'It has to be at most a million dollars.')
		.optional()
		.openapi({ description, example: 2_500_000 });
const tokens = (description: string) =>
	z
		.int('A whole number of tokens.')
		.min(0)
		.max(MOST_TOKENS)
		.optional()
		.openapi({ description, example: 180_000 });

export const newStatedPrice = z
	.strictObject({
		input_micro_usd: amount('What a million input tokens cost, in micro-dollars.'),
		output_micro_usd: amount('What a million output tokens cost, in micro-dollars.'),
		input_tokens: tokens('Input tokens that all answers took together.'),
		output_tokens: tokens('Output tokens that all answers took together, thinking included.'),
		total_micro_usd: amount('What all answers cost together, instead of the two prices.'),
	})
	.superRefine(
		(given, context) => {
			for (const { path, message } of findPriceFaults(given))
				context.addIssue({ code: 'custom', path, message });
		},
		// Besides what is wrong with single fields, so that everything is named together.
		{ when: ({ value }) => typeof value === 'object' && value !== null },
	)
	.openapi('NewStatedPrice');
export type NewStatedPrice = z.infer<typeof newStatedPrice>;

/** By field, whatever it is. */
type Given = Readonly<Partial<Record<string, unknown>>>;
type Fault = { readonly path: string[]; readonly message: string };

/** What does not fit together among the fields that are given. */
export function findPriceFaults(given: Given): readonly Fault[] {
	const has = (name: string) => given[name] !== undefined;
	// A form has other names for them: a sentence names none.
	const missing = (name: string, other: string, kind: string): readonly Fault[] =>
		has(other) && !has(name)
			? [
					{
						path: [name],
						message: `It is missing: the other ${kind} is given, and the two belong together.`,
					},
				]
			: [];
	const isPriced = has('input_micro_usd') || has('output_micro_usd');
	const isTotal = has('total_micro_usd');
	return [
		...missing('input_micro_usd', 'output_micro_usd', 'price'),
		...missing('output_micro_usd', 'input_micro_usd', 'price'),
		...missing('input_tokens', 'output_tokens', 'number'),
		...missing('output_tokens', 'input_tokens', 'number'),
		...(isPriced && isTotal
			? [{ path: ['total_micro_usd'], message: 'Give the total or the two prices, not both.' }]
			: []),
		...(isPriced || isTotal
			? []
			: [
					{
						path: [],
						message: 'A price has a total, or both prices of a million tokens.',
					},
				]),
	];
}

/** What the answers of a submission cost, as somebody states it; nobody has checked it. */
export const statedPrice = z
	.object({
		stated_by: z.enum(['submitter', 'operator']),
		input_micro_usd: z.int().nullable().openapi({
			description: 'What a million input tokens cost; null where only the total is stated.',
		}),
		output_micro_usd: z.int().nullable(),
		input_tokens: z.int().nullable(),
		output_tokens: z.int().nullable(),
		tokens_from: z.enum(['statement', 'file']).nullable().openapi({
			description:
				'file: the file of answers has the tokens of each answer; null where no tokens are known.',
		}),
		total_micro_usd: z.number().nullable().openapi({
			description:
				'What all answers cost: the stated total, or prices times tokens; null where no tokens are known.',
		}),
		is_total_stated: z.boolean(),
	})
	.openapi('StatedPrice');
export type StatedPrice = z.infer<typeof statedPrice>;

export const priceOrder = z
	.strictObject({
		price: newStatedPrice.nullable().openapi({ description: 'null takes the statement away.' }),
		reason: visibleText(500).optional().openapi({ description: 'For the audit log.' }),
	})
	.openapi('PriceOrder');
export type PriceOrder = z.infer<typeof priceOrder>;
