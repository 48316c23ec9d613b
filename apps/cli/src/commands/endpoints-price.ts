import type { Endpoint, EndpointPrice } from '@codejoust/contract/client';
import { formatPrices } from '@codejoust/contract/dollars';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { readDollars } from '../option-values.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

type Options = {
	readonly input?: number;
	readonly output?: number;
	readonly remove?: boolean;
	readonly json?: boolean;
};

/** `endpoints price`: what a model's tokens cost at an endpoint. */
export function addEndpointPrice(endpoints: Command, { terminal }: CliContext): void {
	const dollars = (flag: string, tokens: string) =>
		new Option(`${flag} <dollars>`, `for a million ${tokens} tokens`)
			.argParser(readDollars)
			.conflicts('remove');
	endpoints
		.command('price')
		.description(
			'Shows, sets or removes what a model’s tokens cost at an endpoint, in dollars per million. A price that is set comes before those of the endpoints file and of the list. Estimates, budgets and costs use it from now on; stored costs stay.',
		)
		.argument('<name>', 'an endpoint')
		.argument('[model]', 'the exact name of a model')
		.addOption(dollars('--input', 'prompt'))
		.addOption(dollars('--output', 'completion'))
		.option('--remove', 'remove the price that is set')
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples(
				'endpoints price openai',
				'endpoints price openai gpt-4o-2024-11-20 --input 2.50 --output 10',
				'endpoints price openai gpt-4o-2024-11-20 --remove',
			),
		)
		.action(async (name: string, model: string | undefined, options: Options, self: Command) => {
			const change = readChange(model, options);
			const { client } = await connect(self);
			if (change.kind === 'show') {
				const endpoint = (await client.endpoints()).items.find((one) => one.name === name);
				if (!endpoint) throw new UsageError(`There is no endpoint "${name}".`);
				const prices = listPrices(endpoint, model);
				if (options.json) terminal.print(safeJson(prices));
				else for (const line of prices.map(describeKnown)) terminal.print(safeText(line));
				return;
			}
			const { price } = change;
			const changed =
				price === undefined
					? await client.removeEndpointPrice(name, change.model)
					: await client.setEndpointPrice(name, { model: change.model, ...price });
			const done = price === undefined ? 'is no longer set to' : 'is set to';
			terminal.print(options.json ? safeJson(changed) : describeChanged(changed, done));
		});
}

function readChange(model: string | undefined, { input, output, remove }: Options) {
	if (input === undefined && output === undefined && !remove) return { kind: 'show' } as const;
	if (model === undefined) throw new UsageError('Name the model whose price is to change.');
	if (remove) return { kind: 'change', model, price: undefined } as const;
	if (input === undefined || output === undefined)
		throw new UsageError('Give both prices: --input and --output.');
	const price = { input_micro_usd: input, output_micro_usd: output };
	return { kind: 'change', model, price } as const;
}

type KnownPrice = {
	/** A model, or a glob of the endpoints file. */
	readonly model: string;
	/** The judge version that it is the price of; null for every one. */
	readonly judge: string | null;
	readonly input_micro_usd: number | null;
	readonly output_micro_usd: number | null;
	readonly source: NonNullable<Endpoint['judges'][number]['price']>['source'] | null;
};

/** What each judge that is asked there costs, then what is set for models without a judge. */
function listPrices(endpoint: Endpoint, model: string | undefined): readonly KnownPrice[] {
	const ofJudges = endpoint.judges.map(({ name, model: asked, price }): KnownPrice => ({
		model: asked,
		judge: name,
		input_micro_usd: price?.input_micro_usd ?? null,
		output_micro_usd: price?.output_micro_usd ?? null,
		source: price?.source ?? null,
	}));
	const asked = new Set(ofJudges.map((price) => price.model));
	const others = endpoint.set_prices
		.filter((price) => !asked.has(price.model))
		.map(({ model: other, input_micro_usd, output_micro_usd }): KnownPrice => ({
			model: other,
			judge: null,
			input_micro_usd,
			output_micro_usd,
			source: 'endpoint',
		}));
	return [...ofJudges, ...others].filter((price) => model === undefined || price.model === model);
}

const SOURCES: Readonly<Record<NonNullable<KnownPrice['source']>, string>> = {
	judge: 'set for the judge version',
	endpoint: 'set for this endpoint',
	'endpoints-file': 'from the endpoints file',
	list: 'the list price',
};

function describeKnown(price: KnownPrice): string {
	const { model, judge, source } = price;
	const subject = judge === null ? model : `${judge} (${model})`;
	const { input_micro_usd: input, output_micro_usd: output } = price;
	if (input === null || output === null || source === null) return `${subject}: no price is known`;
	return `${subject}: ${describeAmounts(input, output)}, ${SOURCES[source]}`;
}

function describeChanged(price: EndpointPrice, done: string): string {
	const amounts = describeAmounts(price.input_micro_usd, price.output_micro_usd);
	return safeText(`The price of ${price.model} at ${price.endpoint} ${done} ${amounts}.`);
}

function describeAmounts(input: number, output: number): string {
	return `${formatPrices(input, output).join(' in and ')} out for a million tokens`;
}
