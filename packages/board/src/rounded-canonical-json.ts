import { canonicalJson } from '@codejoust/judge/identity/canonical-json';

/**
 * Canonical JSON of a board's numbers: each is rounded to 1e-9, so that the last digits of another machine's arithmetic make
 * no other board. Throws where `canonicalJson` does.
 */
export function roundedCanonicalJson(value: unknown): string {
	return canonicalJson(roundNumbers(value));
}

function roundNumbers(value: unknown): unknown {
	if (typeof value === 'number') return roundNumber(value);
	if (Array.isArray(value)) return Array.from(value, roundNumbers);
	if (typeof value !== 'object' || value === null) return value;
	const prototype: unknown = Object.getPrototypeOf(value);
	// What is no plain object is for `canonicalJson` to refuse.
	if (prototype !== Object.prototype && prototype !== null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, field]) => [name, roundNumbers(field)]),
	);
}

/** Rounds half away from zero; above 2⁵³ × 1e-9 a double may carry no such digit, and is kept as it is. */
function roundNumber(value: number): number {
	const scaled = Math.round(Math.abs(value) * 1e9);
	// Not so for NaN either.
	if (!(scaled <= Number.MAX_SAFE_INTEGER)) return value;
	return value < 0 && scaled !== 0 ? -scaled / 1e9 : scaled / 1e9;
}
