const MOST_CHARACTERS = 80;

/** A name as the slug of a model: lower case, no accents, hyphens between its words; empty where it has no letter of a–z and no digit. */
export function slugOf(name: string): string {
	const plain = name.slice(0, 400).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
	return plain
		.replaceAll(/[^a-z0-9.]+/g, '-')
		.replace(/^[-.]+/, '')
		.slice(0, MOST_CHARACTERS)
		.replace(/[-.]+$/, '');
}
