import { type ORIGIN_FIELDS, type PublishedRow } from '@codejoust/arena/rules/published-results';
import { escapeText } from '@codejoust/arena/text/printable';

/** Whose result a row is, where its table says it. */
export type PublishedOrigin = Readonly<Partial<Record<(typeof ORIGIN_FIELDS)[number], string>>>;

/** Rows of one source and one judge. */
export type OriginRows = {
	readonly origin: PublishedOrigin;
	readonly rows: readonly PublishedRow[];
};

const LONGEST = 200;
const ABSENT = /^(?:|-|–|—|n\/a|nan|null|none)$/i;

/**
 * A cell that says whose result a row is; undefined where it is empty. `says` ends the sentence that names the row, the field and the
 * value.
 */
export function readOriginText(
	value: unknown,
): { readonly text?: string } | { readonly says: string } {
	if (value == null) return {};
	const text = typeof value === 'string' ? value.trim() : '';
	if (typeof value === 'string' && ABSENT.test(text)) return {};
	if (text === '' || text.length > LONGEST || escapeText(text) !== text)
		return { says: `it must be a text of 1 to ${LONGEST} visible characters` };
	return { text };
}

/**
 * Rows by their source and judge, in the order of the file. A date is of the publication where all rows of a set have the same; where they
 * differ it is something else, such as the date of the model, and is left out.
 */
export function groupByOrigin(
	rows: readonly { readonly row: PublishedRow; readonly origin: PublishedOrigin }[],
): { readonly sets: readonly OriginRows[]; readonly hasMixedDates: boolean } {
	const groups = Map.groupBy(rows, ({ origin: { source, judge } }) =>
		JSON.stringify([source ?? null, judge ?? null]),
	);
	const dates = [...groups.values()].map(
		(group) => new Set(group.map(({ origin }) => origin.date)),
	);
	const sets = [...groups.values()].map((group, at): OriginRows => {
		const { date: _, ...origin } = group[0]?.origin ?? {};
		const [date] = dates[at]?.size === 1 ? [...dates[at]] : [];
		return {
			origin: { ...origin, ...(isDate(date) && { date }) },
			rows: group.map(({ row }) => row),
		};
	});
	return { sets, hasMixedDates: dates.some(({ size }) => size > 1) };
}

function isDate(text: string | undefined): text is string {
	return (
		text !== undefined &&
		/^\d{4}-\d{2}-\d{2}$/.test(text) &&
		!Number.isNaN(Date.parse(`${text}T00:00:00Z`))
	);
}
