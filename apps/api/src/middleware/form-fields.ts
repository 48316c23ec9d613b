import { shortenValue } from '@codejoust/arena/text/printable';
import type { InvalidParam } from '@codejoust/contract/schemas/problem';

type Fields = Readonly<Record<string, string>>;

const NUMBERS = new Set([
	'temperature',
	'top_p',
	'top_k',
	'max_tokens',
	'seed',
	'step',
	'tokens',
	'input_tokens',
	'output_tokens',
]);
/** Fields of a form in dollars, which the API has in micro-dollars. */
const DOLLARS = /^(input|output|total)_usd$/;

/**
 * A form's fields as a query has them: `variant.temperature` and its like become the JSON of `variant`, and the fields
 * `model.name`, … make `model` the JSON of a new model, whose slug `model` was; `checkpoint.of` and its like are the JSON of `checkpoint`, `price.input_usd` and its like that of `price`. `accept.CODE` are the codes of `accept`.
 */
export function joinFormFields(fields: Fields): Fields {
	const others = Object.entries(fields).filter(
		([name]) => !/^(?:model|variant|accept|checkpoint|price)\./.test(name),
	);
	const joined = Object.fromEntries(others);
	const variant = gather(fields, 'variant.');
	const model = gather(fields, 'model.');
	const checkpoint = gather(fields, 'checkpoint.');
	const price = gather(fields, 'price.');
	const accepted = Object.keys(gather(fields, 'accept.'));
	return {
		...joined,
		...(Object.keys(variant).length > 0 ? { variant: JSON.stringify(variant) } : {}),
		...(Object.keys(checkpoint).length > 0 ? { checkpoint: JSON.stringify(checkpoint) } : {}),
		...(Object.keys(price).length > 0 ? { price: JSON.stringify(price) } : {}),
		...(accepted.length > 0 ? { accept: accepted.join(',') } : {}),
		...('name' in model
			? { model: JSON.stringify({ slug: joined['model'] ?? '', ...model }) }
			: {}),
	};
}

/** A problem of what the fields became, by the name of its field, with what was filled in. */
export function nameFormProblem(fields: Fields, problem: InvalidParam): InvalidParam {
	const name = formNameOf(problem.name);
	const typed = fields[name];
	if (typed === undefined) return { ...problem, name };
	const isNoAmount = name.endsWith('_usd') && typeof readDollars(typed) === 'string';
	const reason = isNoAmount ? 'It has to be an amount of dollars, such as 2.50.' : problem.reason;
	return { ...problem, name, value: shortenValue(typed), reason };
}

function formNameOf(name: string): string {
	if (name === 'model.slug') return 'model';
	return name.replace(/^(price\.\w+)_micro_usd$/, '$1_usd');
}

function gather(fields: Fields, prefix: string): Readonly<Record<string, unknown>> {
	const own = Object.entries(fields).filter(([name]) => name.startsWith(prefix));
	return Object.fromEntries(
		own.map(([name, text]) => {
			const key = name.slice(prefix.length);
			return DOLLARS.test(key)
				? [key.replace('_usd', '_micro_usd'), readDollars(text)]
				: [key, readField(key, text)];
		}),
	);
}

/** Micro-dollars; what is no amount stays a text. */
function readDollars(text: string): unknown {
	const amount = /^\$?(\d{1,9}(?:\.\d{1,6})?)$/.exec(text.trim())?.[1];
	return amount === undefined ? text : Math.round(Number(amount) * 1e6);
}

/** What is no number stays a text, for the schema to refuse it with its value. */
function readField(name: string, text: string): unknown {
	if (name === 'open_weights') return text === 'true';
	return NUMBERS.has(name) && Number.isFinite(Number(text)) ? Number(text) : text;
}
