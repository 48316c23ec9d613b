import { appendAudit } from '@codejoust/db/queries/access';
import type { Database } from '@codejoust/db/connect';
import { insertModel } from '@codejoust/db/queries/models';
import type { Actor } from '../middleware/authenticate.ts';
import { presentModel } from '../present/model.ts';
import { Refusal } from '../refusal.ts';
import type { Model, NewModel } from '../schemas/model.ts';
import { asModelRow } from './ensure-model.ts';

/** Adds a model that nothing has been submitted for yet. */
export async function createModel(db: Database, input: NewModel, by: Actor): Promise<Model> {
	return db.transaction(async (tx) => {
		const row = await insertModel(tx, asModelRow(input));
		if (!row) throw new Refusal('already-exists', `There is already a model "${input.slug}".`);
		const added = presentModel(row);
		await appendAudit(tx, { ...by, action: 'model.create', subject: input.slug, after: added });
		return added;
	});
}
