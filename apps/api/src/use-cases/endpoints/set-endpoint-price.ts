import {
	type EndpointPrice,
	findEndpointPrice,
	insertEndpointPrice,
} from '@codejoust/db/queries/endpoints/endpoint-prices';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { fitsAnyGlob } from '@codejoust/judge/endpoint/model-glob';
import type { Actor } from '../../actor.ts';
import type { ApiDeps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { describeForeignModel, describeUnknownEndpoint, listKnownModels } from './known-models.ts';

type Deps = Pick<ApiDeps, 'db' | 'endpoints'>;
type Asked = { readonly endpoint: string; readonly model: string; readonly by: Actor };

/** Sets what a model's tokens cost at an endpoint from now on. Games that were asked keep the cost that was stored with them. */
export async function setEndpointPrice(
	deps: Deps,
	asked: Asked & { readonly inputMicroUsd: number; readonly outputMicroUsd: number },
): Promise<EndpointPrice> {
	const { endpoint, model, inputMicroUsd, outputMicroUsd } = asked;
	const allowed = await requireModels(deps, endpoint);
	if (!fitsAnyGlob(allowed, model)) {
		const reason = describeForeignModel(endpoint, { model, allowed });
		throw new Refusal('invalid-input', reason, [{ name: 'model', value: model, reason }]);
	}
	const { stored } = await store(deps, asked, { inputMicroUsd, outputMicroUsd });
	if (!stored) throw new Error(`the price of ${model} at ${endpoint} was not stored`);
	return stored;
}

/** Removes what an operator has set: the price of the endpoint's settings or of the list holds again. Returns what was removed. */
export async function removeEndpointPrice(deps: Deps, asked: Asked): Promise<EndpointPrice> {
	const { before } = await store(deps, asked, undefined);
	if (before) return before;
	await requireModels(deps, asked.endpoint);
	throw new Refusal(
		'not-found',
		`No price is set for the model "${asked.model}" at the endpoint ${asked.endpoint}.`,
	);
}

async function store(
	{ db }: Deps,
	{ endpoint, model, by }: Asked,
	price: Pick<EndpointPrice, 'inputMicroUsd' | 'outputMicroUsd'> | undefined,
) {
	return db.transaction(async (tx) => {
		const before = await findEndpointPrice(tx, { endpoint, model });
		if (!before && !price) return { before, stored: undefined };
		await insertEndpointPrice(tx, { endpoint, model, price, actor: by.actor });
		await appendAudit(tx, {
			...by,
			action: 'endpoint.price',
			subject: endpoint,
			before: asValues(before),
			after: asValues(price),
			detail: { model },
		});
		return { before, stored: await findEndpointPrice(tx, { endpoint, model }) };
	});
}

function asValues(price: Pick<EndpointPrice, 'inputMicroUsd' | 'outputMicroUsd'> | undefined) {
	if (!price) return { input_micro_usd: null, output_micro_usd: null };
	return { input_micro_usd: price.inputMicroUsd, output_micro_usd: price.outputMicroUsd };
}

async function requireModels(deps: Deps, endpoint: string): Promise<readonly string[]> {
	const known = await listKnownModels(deps);
	const models = known.get(endpoint);
	if (models) return models;
	throw new Refusal('not-found', describeUnknownEndpoint(endpoint, known.keys()));
}
