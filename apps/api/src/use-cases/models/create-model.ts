import { appendAudit } from '@codejoust/db/queries/keys/audit';
import type { Database } from '@codejoust/db/connect';
import { insertModel, type ModelRow } from '@codejoust/db/queries/models/models';
import type { Actor } from '../../actor.ts';
import { Refusal } from '../../refusal.ts';
import type { NewModel } from '@codejoust/contract/schemas/model';
import { asModelRow } from './ensure-model.ts';

/** Adds a model that nothing has been submitted for yet. */
export async function createModel(db: Database, input: NewModel, by: Actor): Promise<ModelRow> {
	return db.transaction(async (tx) => {
		const row = await insertModel(tx, asModelRow(input));
		if (!row) throw new Refusal('already-exists', `There is already a model "${input.slug}".`);
		const after = summarise(row);
		await appendAudit(tx, { ...by, action: 'model.create', subject: input.slug, after });
		return row;
	});
}

/** What the audit log keeps of a model. */
function summarise(row: ModelRow): Readonly<Record<string, unknown>> {
	const { slug, name, organisation, licence, size, link, family, description } = row;
	return {
		...{ slug, name, organisation, licence, size, link, family, description },
		open_weights: row.openWeights,
		release_date: row.releaseDate,
		created_at: row.createdAt.toISOString(),
	};
}
