import type { LeaderboardRow, PublishedBoard } from '@codejoust/contract/client';
import { formatPublished } from '@codejoust/contract/published-words';
import type { ShownRow } from '../board/board-line.ts';
import { unbroken } from '../format/percent.ts';
import { showHidden } from '../text/visible-text.ts';

/** Rows with what others published of their models on other benchmarks, in the order of the sets. */
export function addElsewhere(
	rows: readonly LeaderboardRow[],
	{ sets }: Pick<PublishedBoard, 'sets'>,
): ShownRow[] {
	const measures = sets.flatMap(({ measure, unit, rows: published }) => {
		if (measure === null) return [];
		const values = new Map(published.map(({ ours, value }) => [ours?.submission_id, value]));
		return [{ measure: showHidden(measure), unit, values }];
	});
	return rows.map((row) => ({
		...row,
		elsewhere: measures.map(({ measure, unit, values }) => {
			const value = values.get(row.submission_id) ?? null;
			const text = formatPublished(value, unit);
			return { measure, value, text: text === undefined ? null : unbroken(text) };
		}),
	}));
}
