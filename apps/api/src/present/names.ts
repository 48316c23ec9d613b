import { nameJudge } from '../benchmark-name.ts';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import { isFloatingAlias } from '@codejoust/judge/protocol/default-judges';
import type { JudgeBrief } from '@codejoust/contract/schemas/judge';
import type { ModelBrief, VariantSettings } from '@codejoust/contract/schemas/model';

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

export function presentJudgeBrief(row: JudgeBriefRow): JudgeBrief {
	return {
		name: nameJudge(row),
		model: row.model,
		kind: row.kind,
		hash: row.hash,
		is_rehearsal: row.isRehearsal,
		// A jury's model is those of its members; of recorded judgments no more come.
		is_floating_alias: row.kind !== 'recorded' && row.model.split(' + ').some(isFloatingAlias),
		criterion: row.criterion,
		...(row.recordedOrders ? { recorded_orders: row.recordedOrders } : {}),
		...(row.fences === 'none' ? { fences: row.fences } : {}),
	};
}
