import { canonicalJson } from '@codejoust/judge/identity/canonical-json';

/**
 * Canonical JSON of a board's numbers: each is rounded to 1e-9, so that the last digits of another machine's arithmetic make
 * no other board. Throws where `canonicalJson` does. One pass, since a board has millions of characters: `canonicalJson` of
 * the rounded value gives the same.
 */
export function roundedCanonicalJson(value: unknown): string {
	switch (typeof value) {
		case 'number':
			return Number.isFinite(value) ? JSON.stringify(roundNumber(value)) : canonicalJson(value);
		case 'string':
			return value.isWellFormed() ? JSON.stringify(value) : canonicalJson(value);
		case 'object':
			if (Array.isArray(value)) return `[${Array.from(value, roundedCanonicalJson).join()}]`;
			return isPlain(value) ? writeFields(value) : canonicalJson(value);
		case 'bigint':
		case 'boolean':
		case 'function':
		case 'symbol':
		case 'undefined':
			return canonicalJson(value);
	}
}

function isPlain(value: object | null): value is Readonly<Record<string, unknown>> {
	if (value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

function writeFields(fields: Readonly<Record<string, unknown>>): string {
	let text = '';
	for (const name of Object.keys(fields).sort()) {
		const value = fields[name];
		if (value === undefined) continue;
		text += `${text === '' ? '' : ','}${roundedCanonicalJson(name)}:${roundedCanonicalJson(value)}`;
	}
	return `{${text}}`;
}

/** Rounds half away from zero; above 2⁵³ × 1e-9 a double may carry no such digit, and is kept as it is. */
function roundNumber(value: number): number {
	const scaled = Math.round(Math.abs(value) * 1e9);
	// Not so for NaN either.
	if (!(scaled <= Number.MAX_SAFE_INTEGER)) return value;
	return value < 0 && scaled !== 0 ? -scaled / 1e9 : scaled / 1e9;
}

/** Whether every number in the value is rounded as all numbers are that it is less than `within` from. */
export function isRoundedSurely(value: unknown, within: number): boolean {
	if (typeof value === 'number') {
		const scaled = Math.abs(value) * 1e9;
		return Math.abs(scaled - Math.floor(scaled) - 0.5) > within * 1e9;
	}
	if (typeof value !== 'object' || value === null) return true;
	return Object.values(value).every((each) => isRoundedSurely(each, within));
}
