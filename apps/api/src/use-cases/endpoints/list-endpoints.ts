import {
	countOpenRuns,
	type EndpointRow,
	listEndpoints as listStored,
	sumEnqueuedTokens,
} from '@codejoust/db/queries/endpoints/endpoints';
import { listEndpointPrices } from '@codejoust/db/queries/endpoints/endpoint-prices';
import { listPlacedJudges } from '@codejoust/db/queries/judges/judge-bindings';
import { listPrices } from '@codejoust/db/queries/judges/prices';
import { listWorkers, type WorkerRow } from '@codejoust/db/queries/runs/workers';
import { chooseEndpoint } from '@codejoust/judge/choose-endpoint';
import { fitsGlob } from '@codejoust/judge/endpoint/model-glob';
import { priceOf } from '@codejoust/judge/endpoint/prices';
import type { ApiDeps } from '../../deps.ts';
import type { FoundEndpoint, PricedJudge } from '../../present/endpoint.ts';
import { reportedEndpoints } from '../../place-judge.ts';

/**
 * The endpoints of this server in its order, then those that workers have or had besides. Of each what is known of its
 * settings, who has it, what is used of its limits, and which judges are asked there.
 */
export async function listEndpoints({
	db,
	endpoints,
}: Pick<ApiDeps, 'db' | 'endpoints'>): Promise<readonly FoundEndpoint[]> {
	const [workers, stored, judges, openRuns] = [
		await listWorkers(db),
		await listStored(db),
		await listPlacedJudges(db),
		await countOpenRuns(db),
	];
	const [judgePrices, endpointPrices] = [await listPrices(db), await listEndpointPrices(db)];
	const own = endpoints.map(({ name, facts }) => ({ name, models: facts.models }));
	const reported = reportedEndpoints(workers);
	const placed = judges
		.filter(({ retiredAt }) => retiredAt === null)
		.map((judge) => ({
			judge,
			at: chooseEndpoint(judge, own) ?? chooseEndpoint(judge, reported),
		}));
	const found: FoundEndpoint[] = [];
	for (const [name, facts] of gatherFacts(endpoints, workers, stored)) {
		const setPrices = endpointPrices.filter(({ endpoint }) => endpoint === name);
		found.push({
			name,
			facts,
			isHere: endpoints.some((one) => one.name === name),
			workers: workers.filter(({ endpoint }) => endpoint === name),
			setPrices,
			judges: placed
				.filter(({ at }) => at === name)
				.map(({ judge }) => {
					const ofJudge = judgePrices.get(judge.id);
					return { ...judge, price: choosePrice(judge.model, { ofJudge, setPrices, facts }) };
				}),
			openRuns: openRuns.get(name) ?? 0,
			enqueuedTokens: await sumEnqueuedTokens(db, name),
		});
	}
	return found;
}

type Amounts = { readonly inputMicroUsd: number; readonly outputMicroUsd: number };

/** As `findJudgePrice` chooses, of an endpoint that this process may not have. */
function choosePrice(
	model: string,
	{
		ofJudge,
		setPrices,
		facts,
	}: {
		readonly ofJudge: Amounts | undefined;
		readonly setPrices: FoundEndpoint['setPrices'];
		readonly facts: FoundEndpoint['facts'];
	},
): PricedJudge['price'] {
	if (ofJudge) return { ...ofJudge, source: 'judge' };
	const set = setPrices.find((price) => price.model === model);
	if (set) return { ...set, source: 'endpoint' };
	const own = facts.prices.find((price) => fitsGlob(price.model, model));
	return own ? { ...own, source: 'endpoints-file' } : priceOf(model);
}

function gatherFacts(
	own: ApiDeps['endpoints'],
	workers: readonly WorkerRow[],
	stored: readonly EndpointRow[],
): ReadonlyMap<string, FoundEndpoint['facts']> {
	const known = new Map<string, FoundEndpoint['facts']>();
	const add = (name: string, facts: FoundEndpoint['facts'] | null) => {
		if (facts && !known.has(name)) known.set(name, facts);
	};
	for (const { name, facts } of own) add(name, facts);
	const inOrder = workers.toSorted((a, b) => a.position - b.position);
	for (const { endpoint, facts } of inOrder) add(endpoint, facts);
	for (const { name, facts } of stored) add(name, facts);
	return known;
}
