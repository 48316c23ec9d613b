import type { LeaderboardQuery } from '@codejoust/contract/client';
import { SCORING_RULES } from '@codejoust/contract/schemas/closed-lists';
import { COLUMN_KEYS, DEFAULT_COLUMNS, PREFERENCE_COLUMNS, type ColumnKey } from './columns.ts';
import { LONGEST_SEARCH, type ModelFilter, OPEN_CHOICES } from './model-filter.ts';
import { type LeftOut, readSlice } from './slice.ts';
import { isSortText, readSort, type SortKey } from './sort.ts';

/** Everything that a board's address asks for. */
export type BoardQuery = {
	readonly slice: LeaderboardQuery;
	readonly models: ModelFilter;
	readonly sort: SortKey;
	/** Absent: the usual ones. */
	readonly columns?: readonly ColumnKey[];
	/** A stored state of the board instead of the current one. */
	readonly snapshot?: string;
	/** The same as parameters, each in its one spelling, unknown ones left out. */
	readonly params: Readonly<Record<string, string>>;
	/** What was asked for and is not known, in words. */
	readonly ignored: readonly string[];
	/** Filters that match nothing together with the others, and are not used. */
	readonly leftOut?: readonly LeftOut[];
};

/** Stands among the columns of an address, so that none of the others is another wish than the usual ones. */
export const NO_COLUMN = 'score';
/** The same on a board whose usual columns have the mean preference too: what is named beside it is all that is drawn. */
export const ONLY_COLUMNS = 'only';

export function readBoardQuery(search: URLSearchParams): BoardQuery {
	const given = (key: string) => search.get(key)?.trim() || undefined;
	const rule = given('rule');
	const knownRule = SCORING_RULES.find((one) => one === rule);
	const slice = {
		...readSlice(search),
		...(knownRule && knownRule !== 'codejoust' && { rule: knownRule }),
	};
	const [sort, open, q, snapshot] = ['sort', 'open', 'q', 'snapshot'].map(given);
	const knownOpen = OPEN_CHOICES.find((choice) => choice === open);
	const isSort = sort === undefined || isSortText(sort);
	const isShort = q === undefined || q.length <= LONGEST_SEARCH;
	const { columns, mark, unknown } = readColumns(search.getAll('cols'));
	const models = dropAbsent({
		org: given('org'),
		licence: given('licence'),
		open: knownOpen,
		q: isShort ? q : undefined,
	});
	return {
		slice,
		models,
		sort: readSort(sort ?? null),
		...dropAbsent({ columns, snapshot }),
		params: dropAbsent({
			...slice,
			...models,
			sort: isSort ? sort : undefined,
			cols: columns && [mark, ...columns].join('.'),
			snapshot,
		}),
		ignored: [
			...(isSort ? [] : [`sort=${sort}: there is no such column`]),
			...(rule === knownRule ? [] : [`rule=${rule}: it is ${SCORING_RULES.join(', ')}`]),
			...(open === knownOpen ? [] : [`open=${open}: it is ${OPEN_CHOICES.join(', ')}`]),
			...(isShort ? [] : [`q: a search has at most ${LONGEST_SEARCH} characters`]),
			...(unknown.length === 0
				? []
				: [`cols=${unknown.join('.')}: the columns are ${COLUMN_KEYS.join(', ')}`]),
		],
	};
}

/** A form sends every column by itself, an address has them in one parameter. The usual ones are no choice. */
function readColumns(given: readonly string[]): {
	readonly columns: readonly ColumnKey[] | undefined;
	readonly mark: string;
	readonly unknown: readonly string[];
} {
	const names = given.flatMap((text) => text.split('.')).filter(Boolean);
	const known = COLUMN_KEYS.filter((key) => names.includes(key));
	const unknown = names.filter(
		(name) =>
			name !== NO_COLUMN && name !== ONLY_COLUMNS && !COLUMN_KEYS.some((key) => key === name),
	);
	const mark = names.includes(ONLY_COLUMNS) ? ONLY_COLUMNS : NO_COLUMN;
	const usual = mark === NO_COLUMN ? DEFAULT_COLUMNS : PREFERENCE_COLUMNS;
	const isUsual = known.join() === usual.join();
	const isNothing = known.length === 0 && !names.includes(mark);
	return { columns: isUsual || isNothing ? undefined : known, mark, unknown };
}

type Present<Given> = { [Key in keyof Given]?: Exclude<Given[Key], undefined> };

function dropAbsent<Given extends object>(given: Given): Present<Given> {
	// Only entries without a value are left out, which `Present` says.
	return Object.fromEntries(
		Object.entries(given).filter(([, value]) => value !== undefined),
	) as Present<Given>;
}
