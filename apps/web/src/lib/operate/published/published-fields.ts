import type { NewPublishedResults } from '@codejoust/contract/client';
import {
	PUBLISHED_FIELDS,
	PUBLISHED_UNITS,
	WIDE_FIGURES,
} from '@codejoust/contract/schemas/closed-lists';
import type { Fields } from '../keys/key-fields.ts';

export type ReadFields =
	| { readonly kind: 'read'; readonly metadata: NewPublishedResults }
	| { readonly kind: 'refused'; readonly message: string };

/** What the form of a table says of it; the server checks the rest. */
export function readPublishedFields(fields: Fields): ReadFields {
	const text = (name: string) => fields[name]?.trim() || undefined;
	const columns = readPairs(fields['fields'] ?? '', { by: ',' });
	const names = readPairs(fields['names'] ?? '', { by: '\n' });
	const slices = readPairs(fields['slices'] ?? '', { by: ',', isFirst: true });
	const measures = readPairs(fields['measures'] ?? '', { by: ',' });
	const wrong = [columns, names, slices, measures].flatMap((read) => read.wrong);
	if (wrong.length > 0)
		return {
			kind: 'refused',
			message: `Write pairs with "=" between them, not ${wrong.join(', ')}.`,
		};
	const unknown = columns.pairs.flatMap(([field]) =>
		PUBLISHED_FIELDS.some((one) => one === field) ? [] : [field],
	);
	if (unknown.length > 0)
		return {
			kind: 'refused',
			message: `There is no field ${unknown.join(', ')}: the fields are ${PUBLISHED_FIELDS.join(', ')}.`,
		};
	const wide = WIDE_FIGURES.find((one) => one === fields['wide']);
	const unit = PUBLISHED_UNITS.find((one) => one === fields['unit']);
	const set = ['source', 'measure', 'url', 'judge', 'date', 'licence'].flatMap((name) => {
		const value = text(name);
		return value === undefined ? [] : [[name, value] as const];
	});
	return {
		kind: 'read',
		metadata: {
			...Object.fromEntries(set),
			...(unit && { unit }),
			...(columns.pairs.length > 0 && { fields: Object.fromEntries(columns.pairs) }),
			...(wide && { wide }),
			...(measures.pairs.length > 0 && { measures: Object.fromEntries(measures.pairs) }),
			...(slices.pairs.length > 0 && { slices: orNull(slices.pairs) }),
			...(names.pairs.length > 0 && { names: orNull(names.pairs) }),
			...(fields['dry_run'] === 'yes' && { dry_run: true }),
		},
	};
}

/** Nothing on the right says that it is none. */
function orNull(pairs: readonly (readonly [string, string])[]): Record<string, string | null> {
	return Object.fromEntries(pairs.map(([left, right]) => [left, right || null]));
}

/**
 * Pairs of `left=right`. The last `=` separates, since neither a slug nor most columns have one, and the first where the right
 * may be `category=Web`.
 */
function readPairs(
	text: string,
	{ by, isFirst = false }: { readonly by: string; readonly isFirst?: boolean },
) {
	const place = (part: string) => (isFirst ? part.indexOf('=') : part.lastIndexOf('='));
	const parts = text.split(by).flatMap((part) => part.trim() || []);
	const wrong = parts.filter((part) => place(part) < 1);
	const pairs = parts.map((part) => {
		const at = place(part);
		return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
	});
	return { pairs, wrong };
}
