import type { ModelBriefRow } from '@codejoust/db/queries/model-brief';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs';
import { isFloatingAlias } from '@codejoust/judge/default-judges';
import type { JudgeBrief } from '../schemas/judge.ts';
import type { ModelBrief, VariantSettings } from '../schemas/model.ts';

export function presentModelBrief(row: ModelBriefRow): ModelBrief {
	const hasSettings = Object.keys(row.variant).length > 0;
	return {
		slug: row.slug,
		name: row.name,
		organisation: row.organisation,
		licence: row.licence,
		open_weights: row.openWeights,
		// Checked by the same schema when it was stored.
		variant: hasSettings ? (row.variant as VariantSettings) : null,
	};
}

/** How a judge version is named in URLs. */
export function nameJudge({ slug, version }: Pick<JudgeBriefRow, 'slug' | 'version'>): string {
	return `${slug}@${version}`;
}

export function presentJudgeBrief(row: JudgeBriefRow): JudgeBrief {
	return {
		name: nameJudge(row),
		model: row.model,
		kind: row.kind,
		hash: row.hash,
		is_rehearsal: row.isRehearsal,
		is_floating_alias: isFloatingAlias(row.model),
	};
}

export function presentBenchmarkName(row: {
	readonly benchmarkSlug: string;
	readonly benchmarkVersion: string;
}): string {
	return `${row.benchmarkSlug}@${row.benchmarkVersion}`;
}
