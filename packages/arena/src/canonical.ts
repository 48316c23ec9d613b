/**
 * Canonical JSON for content addressing: keys in code-unit order, no white space, numbers rounded to 1e-9, −0 written as 0,
 * fields that are undefined left out. Equal values give equal strings on every machine.
 * Throws a TypeError for NaN, infinities and whatever JSON cannot hold (undefined outside a field, functions, symbols,
 * bigints, dates, maps, class instances).
 */
export function canonicalJson(value: unknown): string {
	if (value === null || typeof value === 'boolean') return String(value);
	if (typeof value === 'string') return JSON.stringify(value);
	if (typeof value === 'number') return canonicalNumber(value);
	if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
	if (!isPlainObject(value)) throw new TypeError(`canonical JSON has no ${describe(value)}`);
	const fields = Object.keys(value)
		.filter((key) => value[key] !== undefined)
		.sort()
		.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
	return `{${fields.join(',')}}`;
}

/** Rounds half away from zero; above 2⁵³ × 1e-9 a double may carry no such digit, and is kept as it is. */
function canonicalNumber(value: number): string {
	if (!Number.isFinite(value)) throw new TypeError(`canonical JSON has no ${value}`);
	const scaled = Math.round(Math.abs(value) * 1e9);
	const rounded = scaled <= Number.MAX_SAFE_INTEGER ? scaled / 1e9 : Math.abs(value);
	return JSON.stringify(value < 0 && rounded !== 0 ? -rounded : rounded);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
	if (typeof value !== 'object' || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

function describe(value: unknown): string {
	return typeof value === 'object' ? Object.prototype.toString.call(value) : typeof value;
}
