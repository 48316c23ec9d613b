import type { ModelChange } from '@codejoust/contract/schemas/model';
import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { lockModel, type ModelRow, updateModel } from '@codejoust/db/queries/models/models';
import { advanceModelsRevision } from '@codejoust/db/queries/models/models-revision';
import type { Actor } from '../../actor.ts';
import { Refusal } from '../../refusal.ts';

/** Corrects what is published about a model. A field that is not named stays; what changes nothing is not audited. */
export async function changeModel(
	db: Database,
	{ slug, change, by }: { readonly slug: string; readonly change: ModelChange; readonly by: Actor },
): Promise<ModelRow> {
	return db.transaction(async (tx) => {
		const found = await lockModel(tx, slug);
		if (!found) throw new Refusal('not-found', `There is no model "${slug}".`);
		const before = summarise(found);
		const after = {
			organisation: choose(change.organisation, before.organisation),
			licence: choose(change.licence, before.licence),
			link: choose(change.link, before.link),
		};
		if (JSON.stringify(after) === JSON.stringify(before)) return found;
		await advanceModelsRevision(tx);
		await appendAudit(tx, { ...by, action: 'model.change', subject: slug, before, after });
		return updateModel(tx, found.id, after);
	});
}

function summarise({ organisation, licence, link }: ModelRow) {
	return { organisation, licence, link };
}

function choose(wanted: string | null | undefined, stored: string | null): string | null {
	return wanted === undefined ? stored : wanted;
}
