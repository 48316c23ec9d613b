import type { CriteriaBoard } from './schemas/criteria.ts';

/** Models that two boards must both rank to have a rank correlation. */
export { LEAST_CORRELATED } from '@codejoust/arena/maths/kendall-interval';

/** What heads the column of the whole judgement. */
const WHOLE_TITLE = 'Whole';

/** What heads each column: its criterion, and its judge too where several columns have the same one. Untrusted text. */
export function criterionTitles({ columns }: Pick<CriteriaBoard, 'columns'>): readonly string[] {
	const titles = columns.map(({ judge }) => judge.criterion ?? WHOLE_TITLE);
	return columns.map(({ judge }, at) => {
		const title = titles[at] ?? '';
		const isAlone = titles.filter((other) => other === title).length === 1;
		return isAlone ? title : `${title} (${judge.name})`;
	});
}
