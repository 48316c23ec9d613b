import canonicalize from 'canonicalize';

/**
 * Canonical JSON of RFC 8785: equal data gives equal text, whatever the order of writing. A field that is undefined is left
 * out. Throws a TypeError for whatever JSON cannot hold exactly: NaN, infinities, lone surrogates, undefined outside of a
 * field, bigints, functions, symbols, dates, maps and class instances.
 */
export function canonicalJson(value: unknown): string {
	requireJson(value);
	const text = canonicalize(value);
	if (text === undefined) throw notJson('undefined');
	return text;
}

/** The library leaves out, or writes in another form, what this refuses. */
function requireJson(value: unknown): void {
	switch (typeof value) {
		case 'boolean':
			return;
		case 'string':
			return requireCharacters(value);
		case 'number':
			if (Number.isFinite(value)) return;
			throw notJson(String(value));
		case 'object':
			return requireContainer(value);
		case 'bigint':
		case 'function':
		case 'symbol':
		case 'undefined':
			throw notJson(typeof value);
	}
}

function requireContainer(value: object | null): void {
	if (value === null) return;
	if (Array.isArray(value)) {
		for (const item of value) requireJson(item);
		return;
	}
	const prototype: unknown = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null)
		throw notJson(Object.prototype.toString.call(value));
	for (const [name, field] of Object.entries(value)) {
		requireCharacters(name);
		if (field !== undefined) requireJson(field);
	}
}

function requireCharacters(text: string): void {
	if (!text.isWellFormed()) throw notJson('lone surrogate');
}

function notJson(what: string): TypeError {
	return new TypeError(`canonical JSON has no ${what}`);
}
