import type { ModelRow } from '@codejoust/db/queries/models/models';
import type { Model } from '@codejoust/contract/schemas/model';

export function presentModel(row: ModelRow): Model {
	return {
		slug: row.slug,
		name: row.name,
		organisation: row.organisation,
		licence: row.licence,
		open_weights: row.openWeights,
		size: row.size,
		link: row.link,
		release_date: row.releaseDate,
		family: row.family,
		description: row.description,
		created_at: row.createdAt.toISOString(),
	};
}
