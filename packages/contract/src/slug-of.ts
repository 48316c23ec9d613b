const MOST_CHARACTERS = 80;

/** Latin letters that Unicode does not take apart into a letter and a mark, as they are usually written without them. */
const LATIN: Readonly<Record<string, string>> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	ł: 'l',
	ı: 'i',
	ħ: 'h',
	ŋ: 'n',
	ŧ: 't',
	ĸ: 'k',
	ə: 'e',
	ƒ: 'f',
	ɓ: 'b',
	ɗ: 'd',
	ƙ: 'k',
};
const LATIN_LETTERS = new RegExp(`[${Object.keys(LATIN).join('')}]`, 'g');

/**
 * A name as the slug of a model: lower case, Latin letters without their marks (“Größe” is “grosse”), hyphens between its words.
 * Letters of other scripts have no slug: they are left out, and the slug is empty where nothing else is there.
 */
export function slugOf(name: string): string {
	return plainLatin(name)
		.replaceAll(/[^a-z0-9.]+/g, '-')
		.replace(/^[-.]+/, '')
		.slice(0, MOST_CHARACTERS)
		.replace(/[-.]+$/, '');
}

/** Whether a name has letters or digits that its slug leaves out, since they are of a script that it does not write. */
export function losesLetters(name: string): boolean {
	return /(?![a-z0-9])[\p{L}\p{N}]/u.test(plainLatin(name));
}

/** Lower case, Latin letters without their marks; all else as it is. */
export function plainLatin(name: string): string {
	return name
		.slice(0, 400)
		.normalize('NFKD')
		.replaceAll(/\p{M}/gu, '')
		.toLowerCase()
		.replaceAll(/\p{M}/gu, '')
		.replaceAll(LATIN_LETTERS, (letter) => LATIN[letter] ?? '');
}
