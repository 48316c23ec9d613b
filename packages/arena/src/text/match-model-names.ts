import { foldModelName } from './fold-model-name.ts';

/** Something that a published name may be: a row of a board, or its baseline. */
export type NamedEntrant = {
	readonly id: string;
	readonly slug: string;
	/** Its names as people write them, the one with its variant among them. */
	readonly names: readonly string[];
	/** No setting of it is known, so that the model's bare name means this one among its variants. */
	readonly isPlain: boolean;
};

export type NameMatch =
	| { readonly kind: 'one'; readonly id: string }
	/** The name fits several, none of which is meant before the others. */
	| { readonly kind: 'several' }
	| { readonly kind: 'none' };

/**
 * Opens the rule `folded-names@1`: a published name is the entrant whose slug or name is the same once both are folded
 * (`foldModelName`), and of a model's variants the one without settings. `mapped` comes first: a published name → a slug, or null for
 * nobody here. Nothing is concluded from parts of names.
 */
export function openNameMatcher(
	entrants: readonly NamedEntrant[],
	mapped: Readonly<Record<string, string | null>>,
): (published: string) => NameMatch {
	const bySlug = Map.groupBy(entrants, ({ slug }) => slug);
	const byName = new Map<string, Set<NamedEntrant>>();
	for (const entrant of entrants)
		for (const name of [entrant.slug, ...entrant.names]) {
			const folded = foldModelName(name);
			const known = byName.get(folded) ?? new Set();
			if (folded !== '') byName.set(folded, known.add(entrant));
		}
	return (published) => {
		const target = Object.hasOwn(mapped, published) ? mapped[published] : undefined;
		if (target === null) return { kind: 'none' };
		if (target !== undefined) return choose(bySlug.get(target) ?? []);
		return choose([...(byName.get(foldModelName(published)) ?? [])]);
	};
}

function choose(found: readonly NamedEntrant[]): NameMatch {
	const plain = found.length > 1 ? found.filter(({ isPlain }) => isPlain) : found;
	const [only] = plain;
	if (only && plain.length === 1) return { kind: 'one', id: only.id };
	return { kind: found.length > 0 ? 'several' : 'none' };
}
