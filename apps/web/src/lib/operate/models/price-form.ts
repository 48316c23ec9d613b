import type { NewStatedPrice } from '@codejoust/contract/client';
import { findPriceFaults } from '@codejoust/contract/schemas/stated-price';
import type { ConsoleForm, FormField } from '../forms/console-form.ts';
import { given } from '../forms/given.ts';
import { microUsdOf, wholeOf } from '../forms/read-form.ts';
import type { Fields } from '../keys/key-fields.ts';

/** What the answers of a submission cost. */
const PRICE_FIELDS: readonly FormField[] = [
	{
		name: 'input',
		label: '$ for a million input tokens',
		kind: 'dollars',
		placeholder: '2.50',
		apiName: 'input_micro_usd',
	},
	{
		name: 'output',
		label: '$ for a million output tokens',
		kind: 'dollars',
		placeholder: '10.00',
		apiName: 'output_micro_usd',
	},
	{
		name: 'total',
		label: 'Or $ for all answers',
		kind: 'dollars',
		apiName: 'total_micro_usd',
	},
	{ name: 'input_tokens', label: 'Input tokens of all answers', kind: 'whole-number' },
	{ name: 'output_tokens', label: 'Output tokens of all answers', kind: 'whole-number' },
];

/** For operators: of one of the submissions of a model. */
export const STATE_PRICE: ConsoleForm = {
	action: 'statePrice',
	submit: 'State the price',
	fields: [
		{ name: 'model', label: 'Model', kind: 'hidden' },
		{ name: 'submission', label: 'Submission', kind: 'choice', isNeeded: true },
		...PRICE_FIELDS,
		{ name: 'reason', label: 'Where it is from, for the audit log', kind: 'text' },
	],
};

/** For its owner: of the submission of the page. */
export const OWN_PRICE: ConsoleForm = {
	action: 'statePrice',
	submit: 'State the price',
	fields: PRICE_FIELDS,
};

/** What does not fit together among the fields that are filled in, readable or not. */
export function findPriceProblems(fields: Fields): Readonly<Record<string, string>> {
	const filled = PRICE_FIELDS.filter(({ name }) => fields[name]);
	if (filled.length === 0) return {};
	const given = Object.fromEntries(filled.map(({ name, apiName = name }) => [apiName, true]));
	return Object.fromEntries(
		findPriceFaults(given).map(({ path: [path], message }) => [
			// A price that is missing altogether is said at the field that needs no other one.
			PRICE_FIELDS.find(({ name, apiName = name }) => apiName === path)?.name ?? 'total',
			message,
		]),
	);
}

/** What was filled in; null where nothing was, which takes a statement away. */
export function readPrice(fields: Fields): NewStatedPrice | null {
	const price = given({
		input_micro_usd: microUsdOf(fields, 'input'),
		output_micro_usd: microUsdOf(fields, 'output'),
		total_micro_usd: microUsdOf(fields, 'total'),
		input_tokens: wholeOf(fields, 'input_tokens'),
		output_tokens: wholeOf(fields, 'output_tokens'),
	});
	return Object.keys(price).length === 0 ? null : price;
}
