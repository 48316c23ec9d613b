import type { Database } from '@codejoust/db/connect';
import { findEndpointPrice } from '@codejoust/db/queries/endpoints/endpoint-prices';
import { findPrice } from '@codejoust/db/queries/judges/prices';
import type { PlacedJudge } from '@codejoust/judge/choose-endpoint';
import { priceOf, type SourcedPrice } from '@codejoust/judge/endpoint/prices';
import { type EndpointOf, isMissing } from '@codejoust/judge/judge-endpoint';

/** Where a model is asked, as far as it matters for what its tokens cost. An endpoint is one. */
export type PricePlace = {
	/** Of the endpoint; undefined where nobody knows it. */
	readonly name: string | undefined;
	/** By the endpoint's settings, else by the list of usual prices. */
	readonly priceOf: (model: string) => SourcedPrice | undefined;
};

/** Where a judge is asked; at an endpoint that this process does not have, only what is stored and the list are known. */
export function readPricePlace(endpointOf: EndpointOf, judge: PlacedJudge): PricePlace {
	const endpoint = endpointOf(judge);
	if (!isMissing(endpoint)) return endpoint;
	return { name: judge.boundEndpoint ?? undefined, priceOf };
}

/** What a judge version's tokens cost: as set for the version, else as its model's at the place. */
export async function findJudgePrice(
	db: Database,
	judge: { readonly id: number; readonly model: string },
	place: PricePlace,
): Promise<SourcedPrice | undefined> {
	const set = await findPrice(db, judge.id);
	return set ? { ...asPrice(set), source: 'judge' } : findModelPrice(db, judge.model, place);
}

/** What a model's tokens cost: as set for the endpoint, else as its settings say, else the list price. */
export async function findModelPrice(
	db: Database,
	model: string,
	{ name, priceOf: priceAt }: PricePlace,
): Promise<SourcedPrice | undefined> {
	const set =
		name === undefined ? undefined : await findEndpointPrice(db, { endpoint: name, model });
	return set ? { ...asPrice(set), source: 'endpoint' } : priceAt(model);
}

function asPrice(set: {
	readonly inputMicroUsd: number;
	readonly outputMicroUsd: number;
	readonly validFrom: Date;
}) {
	const { inputMicroUsd, outputMicroUsd, validFrom } = set;
	return { inputMicroUsd, outputMicroUsd, asOf: validFrom.toISOString().slice(0, 10) };
}
