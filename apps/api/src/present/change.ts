import type { ChangeRow } from '@codejoust/db/queries/boards/changelog';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { Change } from '@codejoust/contract/schemas/changelog';
import { presentJudgeBrief, presentModelBrief } from './names.ts';

/** What changed, with the models of the submissions that it names. */
export type FoundChange = {
	/** What the board of the row's snapshot shows. */
	readonly summary: string | undefined;
	readonly row: ChangeRow;
	readonly models: ReadonlyMap<string, ModelBriefRow>;
};

export function presentChange({ row, models, summary }: FoundChange): Change {
	const name = (ids: readonly string[]) =>
		new Map(
			ids.flatMap((id) => {
				const model = models.get(id);
				return model ? [[JSON.stringify([model.slug, model.variant]), model] as const] : [];
			}),
		);
	const [joined, left] = [name(row.joined), name(row.left)];
	const pick = (from: typeof joined, isWanted: (variant: string) => boolean) =>
		[...from].filter(([variant]) => isWanted(variant)).map(([, model]) => presentModelBrief(model));
	return {
		id: row.id,
		at: row.at.toISOString(),
		kind: row.kind,
		benchmark: row.benchmark,
		judge: row.judge && presentJudgeBrief(row.judge),
		snapshot_id: row.snapshotId,
		summary: summary ?? null,
		joined: pick(joined, (variant) => !left.has(variant)),
		replaced: pick(joined, (variant) => left.has(variant)),
		left: pick(left, (variant) => !joined.has(variant)),
		over_gates: [...row.overGates],
		reason: row.overGates.length > 0 ? row.reason : null,
	};
}
