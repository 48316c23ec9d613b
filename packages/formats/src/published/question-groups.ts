import { SLICE_FIELDS } from '@codejoust/arena/rules/published-results';
import { listNames, quoteValue } from '@codejoust/arena/text/printable';

type GroupField = (typeof SLICE_FIELDS)[number];

/** The groups of questions that a benchmark has, for rows that are about one. */
export type KnownGroups = Readonly<Record<GroupField, ReadonlySet<string>>>;

/** Of which questions a figure is; empty: of all. */
export type NamedGroups = Readonly<Partial<Record<GroupField, string>>>;

export type GroupReading =
	| { readonly kind: 'read'; readonly groups: NamedGroups }
	/** `says` ends a sentence that names the value. */
	| { readonly kind: 'refused'; readonly says: string };

const ALL = new Set(['', 'overall', 'all', 'all questions']);
const FIELDS = SLICE_FIELDS.join('|');
const LONGEST = 500;

/**
 * The group of a benchmark that a text names, whatever its letter case where only one is written so; undefined where none
 * is.
 */
export function findGroup(known: ReadonlySet<string>, text: string): string | undefined {
	if (known.has(text)) return text;
	const folded = text.toLowerCase();
	const alike = [...known].filter((name) => name.toLowerCase() === folded);
	return alike.length === 1 ? alike[0] : undefined;
}

/**
 * Reads of which questions a figure is: nothing, `overall` or `all` for all of them, the name of one group, or
 * `category=Web difficulty=hard`. A name that is a group in two ways is refused.
 */
export function readGroupText(value: string, known: KnownGroups): GroupReading {
	const text = value.slice(0, LONGEST).trim();
	if (ALL.has(text.toLowerCase())) return { kind: 'read', groups: {} };
	const found = SLICE_FIELDS.flatMap((field) => {
		const name = findGroup(known[field], text);
		return name === undefined ? [] : [{ field, name }];
	});
	const [first, second] = found;
	if (first && second)
		return refuse(
			`it is a ${first.field} and a ${second.field}: write ${first.field}=${text} or ${second.field}=${text}`,
		);
	if (first) return { kind: 'read', groups: { [first.field]: first.name } };
	return new RegExp(`^(?:${FIELDS})=`).test(text)
		? readPairs(text, known)
		: refuse(
				'the benchmark has no category, subcategory, language or difficulty of this name; overall is all questions',
			);
}

/** The groups of a benchmark that a name may be, for sentences. */
export function listGroupNames(known: KnownGroups): string {
	return listNames(SLICE_FIELDS.flatMap((field) => [...known[field]]));
}

function readPairs(text: string, known: KnownGroups): GroupReading {
	const groups: Partial<Record<GroupField, string>> = {};
	for (const pair of text.split(new RegExp(`[\\s,;]+(?=(?:${FIELDS})=)`))) {
		const at = pair.indexOf('=');
		const field = SLICE_FIELDS.find((one) => one === pair.slice(0, at));
		const wanted = pair.slice(at + 1).trim();
		if (field === undefined) return refuse('it must be pairs such as category=Web difficulty=hard');
		if (groups[field] !== undefined) return refuse(`it names two values of ${field}`);
		const name = findGroup(known[field], wanted);
		if (name === undefined)
			return refuse(
				`the benchmark has no ${field} ${quoteValue(wanted)}; it has ${listNames([...known[field]]) || 'none'}`,
			);
		groups[field] = name;
	}
	return { kind: 'read', groups };
}

function refuse(says: string): GroupReading {
	return { kind: 'refused', says };
}
