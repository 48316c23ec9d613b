import type { NewPublishedResults } from '@codejoust/contract/client';
import { PUBLISHED_FIELDS, PUBLISHED_UNITS } from '@codejoust/contract/schemas/closed-lists';
import type { Fields } from '../keys/key-fields.ts';

export type ReadFields =
	| { readonly kind: 'read'; readonly metadata: NewPublishedResults }
	| { readonly kind: 'refused'; readonly message: string };

/** What the form of a table says of it; the server checks the rest. */
export function readPublishedFields(fields: Fields): ReadFields {
	const text = (name: string) => fields[name]?.trim() || undefined;
	const columns = readPairs(fields['fields'] ?? '', ',');
	const names = readPairs(fields['names'] ?? '', '\n');
	const wrong = [...columns.wrong, ...names.wrong];
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
	const unit = PUBLISHED_UNITS.find((one) => one === fields['unit']);
	const set = ['measure', 'url', 'judge', 'date', 'licence'].flatMap((name) => {
		const value = text(name);
		return value === undefined ? [] : [[name, value] as const];
	});
	return {
		kind: 'read',
		metadata: {
			source: text('source') ?? '',
			...Object.fromEntries(set),
			...(unit && { unit }),
			...(columns.pairs.length > 0 && { fields: Object.fromEntries(columns.pairs) }),
			...(names.pairs.length > 0 && {
				names: Object.fromEntries(names.pairs.map(([name, slug]) => [name, slug || null])),
			}),
			...(fields['dry_run'] === 'yes' && { dry_run: true }),
		},
	};
}

/** Pairs of `left=right`; the last `=` separates, since neither a slug nor most columns have one. */
function readPairs(text: string, separator: string) {
	const parts = text.split(separator).flatMap((part) => part.trim() || []);
	const wrong = parts.filter((part) => part.lastIndexOf('=') < 1);
	const pairs = parts.map((part) => {
		const at = part.lastIndexOf('=');
		return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
	});
	return { pairs, wrong };
}
