import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A public id such as `sub_7k2m…`: 80 random bits in Crockford's base 32. */
export function newId(
	prefix:
		| 'sub'
		| 'run'
		| 'rej'
		| 'rule'
		| 'batch'
		| 'check'
		| 'hold'
		| 'hour'
		| 'pub'
		| 'person'
		| 'access',
): string {
	const letters = [...randomBytes(16)].map((byte) => ALPHABET.charAt(byte & 31));
	return `${prefix}_${letters.join('')}`;
}
