import type { InvalidParam } from '@codejoust/contract/client';

type Field = { readonly name: string; readonly label: string };

/** What the form of a submission asks of a new model. */
export const MODEL_TEXTS = [
	{ name: 'model.organisation', label: 'Organisation', most: 120 },
	{ name: 'model.licence', label: 'Licence', most: 80 },
	{ name: 'model.size', label: 'Size as published', most: 40 },
];
/** How it was run. */
export const SETTINGS = [
	{ name: 'variant.effort', label: 'Effort' },
	{ name: 'variant.temperature', label: 'Temperature' },
	{ name: 'variant.top_p', label: 'Top p' },
	{ name: 'variant.max_tokens', label: 'Most tokens' },
];
/** What its answers cost. */
export const DOLLARS = [
	{ name: 'price.input_usd', label: '$ for a million input tokens' },
	{ name: 'price.output_usd', label: '$ for a million output tokens' },
	{ name: 'price.total_usd', label: 'Or $ for all answers' },
];
export const TOKENS = [
	{ name: 'price.input_tokens', label: 'Input tokens of all answers' },
	{ name: 'price.output_tokens', label: 'Output tokens of all answers' },
];
const OTHERS = [
	{ name: 'benchmark', label: 'Benchmark' },
	{ name: 'model', label: 'Model' },
	{ name: 'model.name', label: 'Display name' },
	{ name: 'model.link', label: 'Link' },
	{ name: 'model.release_date', label: 'Release date' },
	{ name: 'variant.system_prompt', label: 'System prompt' },
	{ name: 'contact', label: 'Contact' },
	{ name: 'price', label: 'What the answers cost' },
	{ name: 'checkpoint', label: 'A checkpoint of a training' },
	{ name: 'checkpoint.of', label: 'Of the model' },
	{ name: 'checkpoint.step', label: 'Steps so far' },
	{ name: 'checkpoint.tokens', label: 'Or tokens so far' },
	{ name: 'map', label: 'Fields of other names' },
	{ name: 'sample', label: 'Of several answers to a question, take' },
	{ name: 'existing', label: 'Replace the answers that are there already' },
];
const LABELS: ReadonlyMap<string, string> = new Map(
	[MODEL_TEXTS, SETTINGS, DOLLARS, TOKENS, OTHERS]
		.flat()
		.map(({ name, label }: Field) => [name, label]),
);

/** The label of a field of the form; any other field by its name. */
function labelField(name: string): string {
	return LABELS.get(name) ?? name;
}

/** What the API says of a form, with the labels of its fields in the place of their names. */
export function labelMessage(message: string): string {
	const labelled = message.replace(
		'(existing=replace)',
		'(tick “Replace the answers that are there already”)',
	);
	return labelled.replace(
		/^Not valid: ([\w., ]+?)\.(?= [A-Z]|$)/,
		(_, names: string) =>
			`Not valid: ${names
				.split(', ')
				.map((name) => `“${labelField(name)}”`)
				.join(', ')}.`,
	);
}

/** A problem of a field, by its label and with what was filled in; what is wrong with the answers names their row itself. */
export function describeProblem({ name, reason, value }: InvalidParam): string {
	if (name === 'responses' || name.startsWith('responses.')) return reason;
	const filled = value === undefined || reason.includes(value) ? '' : ` It is “${value}”.`;
	const label = labelField(name);
	return `${label}${/[.?!]$/.test(label) ? '' : ':'} ${reason}${filled}`;
}
