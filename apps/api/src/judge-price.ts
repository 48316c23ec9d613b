import type { Database } from '@codejoust/db/connect';
import { findPrice } from '@codejoust/db/queries/judges/prices';
import { type Price, priceOf } from '@codejoust/judge/endpoint/prices';

/** What a model's tokens cost where it is asked. */
export type PriceOf = (model: string) => Price | undefined;

/** What a judge version's tokens cost: as an operator has set it, else as its endpoint says, else its model's list price. */
export async function findJudgePrice(
	db: Database,
	judge: { readonly id: number; readonly model: string },
	priceAt: PriceOf = priceOf,
): Promise<Price | undefined> {
	const set = await findPrice(db, judge.id);
	if (!set) return priceAt(judge.model);
	const { inputMicroUsd, outputMicroUsd, validFrom } = set;
	return { inputMicroUsd, outputMicroUsd, asOf: validFrom.toISOString().slice(0, 10) };
}
