import { models, variants } from '../../schema/models.ts';

/** The columns by which other rows name a model. */
export const modelBriefColumns = {
	slug: models.slug,
	name: models.name,
	organisation: models.organisation,
	licence: models.licence,
	openWeights: models.openWeights,
	variant: variants.settings,
};

export type ModelBriefRow = {
	readonly slug: string;
	readonly name: string;
	readonly organisation: string | null;
	readonly licence: string | null;
	readonly openWeights: boolean | null;
	readonly variant: Readonly<Record<string, unknown>>;
};
