import type { LeaderboardRow } from '@codejoust/api/client';
import { formatUnits } from '../format/quantity.ts';
import type { BoardLine } from './board-line.ts';
import type { SortKey } from './sort.ts';

/** Neighbouring lines of one tie group, with a sentence where the group has several models. */
export type TieSection = { readonly note?: string; readonly lines: readonly BoardLine[] };

/**
 * The lines cut where a tie group ends, in an order by score; any other order is one section. The baseline and models
 * without a rank are in no group: they stay with the lines above them. Counts are over all rows, also those that are hidden.
 */
export function cutTieGroups(
	lines: readonly BoardLine[],
	sort: SortKey,
	rows: readonly LeaderboardRow[],
): readonly TieSection[] {
	if (sort.column !== 'score' && sort.column !== 'diff') return [{ lines }];
	const sections: { group: number | null; lines: BoardLine[] }[] = [];
	for (const line of lines) {
		const group = line.kind === 'model' ? line.row.tie_group : null;
		const last = sections.at(-1);
		if (last && (group === null || last.group === null || group === last.group)) {
			last.lines.push(line);
			last.group ??= group;
		} else sections.push({ group, lines: [line] });
	}
	return sections.map(({ group, lines: own }) => {
		const note = describeGroup(rows.filter(({ tie_group: of }) => of !== null && of === group));
		return { lines: own, ...(note === undefined ? {} : { note }) };
	});
}

function describeGroup(members: readonly LeaderboardRow[]): string | undefined {
	const [best] = members;
	if (!best || members.length < 2) return undefined;
	const count = formatUnits(members.length, 'model');
	return `Group ${best.tie_group}: ${count} that cannot be told apart from the best of them, ${best.model.name}`;
}
