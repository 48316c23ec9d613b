import { and, asc, desc, eq } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { endpointPrices } from '../../schema/endpoints.ts';

type EndpointPriceRow = typeof endpointPrices.$inferSelect;
type PriceKey = Pick<EndpointPriceRow, 'endpoint' | 'model'>;

/** A price that holds, in micro-dollars per million tokens. */
export type EndpointPrice = PriceKey & {
	readonly inputMicroUsd: number;
	readonly outputMicroUsd: number;
	readonly validFrom: Date;
	readonly actor: string;
};

/** What was set last for a model at an endpoint; undefined where nothing was, or it was removed. */
export async function findEndpointPrice(
	db: Database,
	{ endpoint, model }: PriceKey,
): Promise<EndpointPrice | undefined> {
	const [row] = await db
		.select()
		.from(endpointPrices)
		.where(and(eq(endpointPrices.endpoint, endpoint), eq(endpointPrices.model, model)))
		.orderBy(desc(endpointPrices.id))
		.limit(1);
	return row && asPrice(row);
}

/** All prices that hold, by endpoint and model. */
export async function listEndpointPrices(db: Database): Promise<readonly EndpointPrice[]> {
	const rows = await db
		.selectDistinctOn([endpointPrices.endpoint, endpointPrices.model])
		.from(endpointPrices)
		.orderBy(asc(endpointPrices.endpoint), asc(endpointPrices.model), desc(endpointPrices.id));
	return rows.flatMap((row) => asPrice(row) ?? []);
}

/** Sets a price from now on; without one, what was set is removed. */
export async function insertEndpointPrice(
	tx: Database,
	price: PriceKey & {
		readonly price: Pick<EndpointPrice, 'inputMicroUsd' | 'outputMicroUsd'> | undefined;
		readonly actor: string;
	},
): Promise<void> {
	const { endpoint, model, actor } = price;
	await tx.insert(endpointPrices).values({ endpoint, model, actor, ...price.price });
}

function asPrice(row: EndpointPriceRow): EndpointPrice | undefined {
	const { inputMicroUsd, outputMicroUsd } = row;
	if (inputMicroUsd === null || outputMicroUsd === null) return undefined;
	return { ...row, inputMicroUsd, outputMicroUsd };
}
