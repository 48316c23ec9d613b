/** A text that no database and no other program could take back: it has a lone surrogate or a NUL character. */
export type TextFault = {
	readonly reason: 'lone-surrogate' | 'nul-character';
	/** Dotted path of the string; empty for a bare string. */
	readonly path: string;
	readonly text: string;
};

/** The first faulty string (or key) inside a JSON value. The value's depth is limited by its reader. */
export function findTextFault(value: unknown, path = ''): TextFault | undefined {
	if (typeof value === 'string') return faultOf(value, path);
	if (typeof value !== 'object' || value === null) return undefined;
	for (const [key, child] of Object.entries(value)) {
		const childPath = path === '' ? key : `${path}.${key}`;
		const fault = faultOf(key, childPath) ?? findTextFault(child, childPath);
		if (fault !== undefined) return fault;
	}
	return undefined;
}

/** The fault as the rest of a sentence. */
export function describeTextFault(fault: TextFault): string {
	return fault.reason === 'nul-character'
		? 'holds a NUL character (U+0000), which no text may hold'
		: 'holds half of a surrogate pair (such as \\ud800), which is not a character';
}

function faultOf(text: string, path: string): TextFault | undefined {
	if (text.includes('\u0000')) return { reason: 'nul-character', path, text };
	return text.isWellFormed() ? undefined : { reason: 'lone-surrogate', path, text };
}
