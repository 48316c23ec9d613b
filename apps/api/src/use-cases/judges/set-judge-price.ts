import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { findPrice, insertPrice } from '@codejoust/db/queries/judges/prices';
import type { newPrice } from '@codejoust/contract/schemas/run-plan';
import type { z } from 'zod';
import type { Actor } from '../../actor.ts';

/** Sets what a judge version's tokens cost from now on, and writes down what they were set to cost before. */
export async function setJudgePrice(
	db: Database,
	change: {
		readonly name: string;
		readonly judge: { readonly id: number };
		readonly price: z.infer<typeof newPrice>;
		readonly by: Actor;
	},
): Promise<void> {
	const { judge, price } = change;
	const before = await findPrice(db, judge.id);
	await db.transaction(async (tx) => {
		await insertPrice(tx, {
			judgeVersionId: judge.id,
			inputMicroUsd: price.input_micro_usd,
			outputMicroUsd: price.output_micro_usd,
		});
		await appendAudit(tx, {
			...change.by,
			action: 'judge.price',
			subject: change.name,
			before: before && {
				input_micro_usd: before.inputMicroUsd,
				output_micro_usd: before.outputMicroUsd,
			},
			after: price,
		});
	});
}
