import { CRITERION_NAMES } from '@codejoust/judge/definition/criteria';

/** A board of a benchmark version, by the family of its judge. */
export type FamilyBoard = {
	readonly family: string;
	readonly judge: { readonly criterion: string | null };
};

export type Family<Board> = {
	/** The whole judgement first, where it has one; then one for each criterion, in their order. */
	readonly columns: readonly Board[];
	readonly criteria: number;
};

/**
 * The families of the boards of a benchmark version, and which is shown: that of the asked board; without one, that with the most
 * boards under a criterion, the earliest of several, and that of the first board where none has any. `boards` begin with the live one.
 */
export function chooseFamily<Board extends FamilyBoard>(
	boards: readonly Board[],
	asked: Board | undefined,
): {
	/** Those with a board under a criterion. */
	readonly families: readonly Family<Board>[];
	/** Undefined without boards. */
	readonly shown: Family<Board> | undefined;
} {
	const grouped = [...Map.groupBy(boards, ({ family }) => family).values()].map(arrangeFamily);
	const families = grouped.filter(({ criteria }) => criteria > 0);
	const ofAsked = grouped.find(({ columns }) => asked && columns[0]?.family === asked.family);
	const largest = families.toSorted((a, b) => b.criteria - a.criteria)[0];
	return { families, shown: ofAsked ?? largest ?? grouped[0] };
}

/** Of several whole judgements the first: they differ by prompts that a criterion replaces. */
function arrangeFamily<Board extends FamilyBoard>(boards: readonly Board[]): Family<Board> {
	const whole = boards.filter(({ judge }) => judge.criterion === null).slice(0, 1);
	const criteria = boards
		.filter(({ judge }) => judge.criterion !== null)
		.toSorted((a, b) => compareCriteria(a.judge.criterion ?? '', b.judge.criterion ?? ''));
	return { columns: [...whole, ...criteria], criteria: criteria.length };
}

/** The shipped ones in their own order, then the others by name. */
function compareCriteria(a: string, b: string): number {
	const placeOf = (name: string) => {
		const place = CRITERION_NAMES.findIndex((one) => one === name);
		return place < 0 ? CRITERION_NAMES.length : place;
	};
	return placeOf(a) - placeOf(b) || (a < b ? -1 : Number(a > b));
}
