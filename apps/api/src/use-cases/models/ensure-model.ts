import type { Database } from '@codejoust/db/connect';
import { ensureVariant, findModel, insertModel } from '@codejoust/db/queries/models/models';
import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import { contentHash } from '@codejoust/judge/identity/identity';
import { shortenValue } from '@codejoust/arena/text/printable';
import type { InvalidParam } from '@codejoust/contract/schemas/problem';
import { Refusal } from '../../refusal.ts';
import type { NewModel, VariantSettings } from '@codejoust/contract/schemas/model';

/** The variant of a known model (by slug) or of one that is added now. A known slug keeps its metadata. */
export async function ensureModelVariant(
	db: Database,
	model: string | NewModel,
	settings: VariantSettings = {},
): Promise<number> {
	const slug = typeof model === 'string' ? model : model.slug;
	const row =
		(await findModel(db, slug)) ??
		(typeof model === 'string' ? undefined : await insertModel(db, asModelRow(model)));
	if (!row)
		throw new Refusal('invalid-input', `There is no model "${slug}".`, [describeUnknown(slug)]);
	return ensureVariant(db, {
		modelId: row.id,
		settings,
		settingsHash: hashSettings(settings),
	});
}

/** What is wrong with the slug of no model. */
export function describeUnknown(slug: string): InvalidParam {
	return {
		name: 'model',
		value: shortenValue(slug),
		reason: `There is no model "${shortenValue(slug)}": create it first, or send its metadata as an object.`,
	};
}

/** SHA-256 (hex) of a variant's settings: equal settings of a model are one variant. */
export function hashSettings(settings: VariantSettings): string {
	return contentHash(canonicalJson(settings));
}

export function asModelRow(model: NewModel) {
	return {
		slug: model.slug,
		name: model.name,
		organisation: model.organisation ?? null,
		licence: model.licence ?? null,
		openWeights: model.open_weights ?? null,
		size: model.size ?? null,
		link: model.link ?? null,
		releaseDate: model.release_date ?? null,
		family: model.family ?? null,
		description: model.description ?? null,
	};
}
