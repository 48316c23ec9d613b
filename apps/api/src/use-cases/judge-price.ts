import type { Database } from '@codejoust/db/connect';
import { findPrice } from '@codejoust/db/queries/prices';
import { type Price, priceOf } from '@codejoust/judge/prices';

/** What a judge version's tokens cost: as the operator set it, else the list price of its model. */
export async function findJudgePrice(
	db: Database,
	judge: { readonly id: number; readonly model: string },
): Promise<Price | undefined> {
	const set = await findPrice(db, judge.id);
	if (!set) return priceOf(judge.model);
	const { inputMicroUsd, outputMicroUsd, validFrom } = set;
	return { inputMicroUsd, outputMicroUsd, asOf: validFrom.toISOString().slice(0, 10) };
}
