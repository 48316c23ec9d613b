import type { Database } from '@codejoust/db/connect';
import { findEntrants } from '@codejoust/db/queries/boards';
import { type ChangeRow, listChanges } from '@codejoust/db/queries/changelog';
import type { ModelBriefRow } from '@codejoust/db/queries/model-brief';
import { presentJudgeBrief, presentModelBrief } from '../present/names.ts';
import type { Change } from '../schemas/changelog.ts';

/** What changed on the public boards, newest first; `more` is the place after which the next page begins. */
export async function readChanges(
	db: Database,
	scope: Parameters<typeof listChanges>[1],
): Promise<{ readonly items: Change[]; readonly more: ChangePlace | undefined }> {
	const found = await listChanges(db, { ...scope, limit: scope.limit + 1 });
	const rows = found.slice(0, scope.limit);
	const last = rows.at(-1);
	const models = await findEntrants(
		db,
		rows.flatMap(({ joined, left }) => [...joined, ...left]),
	);
	return {
		items: rows.map((row) => presentChange(row, models)),
		more: found.length > rows.length && last ? { createdAt: last.at, id: last.id } : undefined,
	};
}

type ChangePlace = { readonly createdAt: Date; readonly id: string };

function presentChange(row: ChangeRow, models: ReadonlyMap<string, ModelBriefRow>): Change {
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
		joined: pick(joined, (variant) => !left.has(variant)),
		replaced: pick(joined, (variant) => left.has(variant)),
		left: pick(left, (variant) => !joined.has(variant)),
	};
}
