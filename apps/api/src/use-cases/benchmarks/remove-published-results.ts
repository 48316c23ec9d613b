import type { Database } from '@codejoust/db/connect';
import {
	deletePublishedSet,
	type PublishedSetRow,
} from '@codejoust/db/queries/benchmarks/published-results';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import type { Actor } from '../../actor.ts';
import { Refusal } from '../../refusal.ts';

export type RemovedSet = { readonly set: PublishedSetRow; readonly benchmark: string };

/** Removes a set of published results; the audit log keeps what it was. */
export async function removePublishedResults(
	db: Database,
	{ id, by }: { readonly id: string; readonly by: Actor },
): Promise<RemovedSet> {
	return db.transaction(async (tx) => {
		const removed = await deletePublishedSet(tx, id);
		if (!removed) throw new Refusal('not-found', `There are no published results "${id}".`);
		const { set, slug, version } = removed;
		const benchmark = `${slug}@${version}`;
		await appendAudit(tx, {
			...by,
			action: 'published-results.remove',
			subject: benchmark,
			before: { id, source: set.source, measure: set.measure, rows: set.rows.length },
		});
		return { set, benchmark };
	});
}
