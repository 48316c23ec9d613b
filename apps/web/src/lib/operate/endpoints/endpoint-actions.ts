import type { EndpointTest } from '@codejoust/contract/client';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { type Failure, readField } from '../../server/form.ts';
import { readDollars } from '../dollars.ts';
import { act, asOperator } from '../form.ts';
import { submitForm } from '../forms/submit-form.ts';
import { writePrices } from './endpoint-words.ts';
import { REMOVE_PRICE } from './remove-price-form.ts';

/** Binds a judge version to the endpoint that was chosen; an empty choice ends its binding. */
export async function bindJudge(event: RequestEvent): Promise<Failure> {
	const judge = await readField(event, 'judge');
	const endpoint = await readField(event, 'endpoint');
	return act(event, '/operate/endpoints#judges', async (client) => {
		const bound = await client.bindJudge(judge, endpoint === '' ? null : endpoint);
		if (bound.bound_endpoint !== null) return `${judge} is bound to ${bound.bound_endpoint}.`;
		return `${judge} is bound to no endpoint; it is asked at ${bound.endpoint ?? 'none'}.`;
	});
}

/** Sets what a model's tokens cost at an endpoint. */
export async function setPrice(event: RequestEvent): Promise<Failure> {
	const name = await readField(event, 'endpoint');
	const model = (await readField(event, 'model')).trim();
	const input = await readAmount(event, 'input');
	const output = await readAmount(event, 'output');
	if (input === undefined || output === undefined)
		return fail(422, {
			message: 'Both prices are amounts of dollars for a million tokens, such as 2.50 or 0.',
		});
	// The page of one endpoint has the form too.
	const place =
		event.params['endpoint'] === undefined
			? `/operate/endpoints#endpoint-${name}`
			: event.url.pathname;
	return act(event, place, async (client) => {
		const price = { model, input_micro_usd: input, output_micro_usd: output };
		await client.setEndpointPrice(name, price);
		return `The price of ${model} at ${name} is set.`;
	});
}

/** Removes what was set for a model at an endpoint, once it is confirmed which price that is. */
export function removePrice(event: RequestEvent) {
	return submitForm(event, REMOVE_PRICE, {
		place: ({ fields }) => `/operate/endpoints#endpoint-${fields['endpoint'] ?? ''}`,
		ask: async (client, { fields }) => {
			const { endpoint: name = '', model = '' } = fields;
			const { items } = await client.endpoints();
			const price = items
				.find((one) => one.name === name)
				?.set_prices.find((one) => one.model === model);
			const was =
				price === undefined ? '' : ` of ${writePrices(price).join(' and ')} for a million tokens`;
			return `Remove the price${was} that is set for ${model} at ${name}? From then on the endpoints file or the list price holds; stored costs stay.`;
		},
		work: async (client, { fields }) => {
			const { endpoint: name = '', model = '' } = fields;
			await client.removeEndpointPrice(name, model);
			return `The price of ${model} at ${name} is removed.`;
		},
	});
}

async function readAmount(event: RequestEvent, field: string): Promise<number | undefined> {
	const amount = readDollars((await readField(event, field)).trim());
	return typeof amount === 'number' ? amount : undefined;
}

/** Asks an endpoint for its models and one game. */
export async function testEndpoint(
	event: RequestEvent,
): Promise<Failure | { readonly tested: EndpointTest }> {
	const name = await readField(event, 'endpoint');
	const model = (await readField(event, 'model')).trim();
	let tested: EndpointTest | undefined;
	const trouble = await asOperator(event, async (client) => {
		tested = await client.testEndpoint(name, model === '' ? {} : { model });
	});
	if (trouble) return trouble;
	if (!tested) throw new Error('a test that was not refused has a result');
	return { tested };
}
