const SECRET = '[a-z0-9]{4,32}_[A-Za-z0-9_-]{20,128}';
const KEY = new RegExp(`^cj_${SECRET}$`);
const TOKEN = new RegExp(`^cjs_${SECRET}$`);

/** What was pasted, as an API key; undefined when it cannot be one. */
export function asApiKey(text: string): string | undefined {
	const trimmed = text.trim();
	return KEY.test(trimmed) ? trimmed : undefined;
}

/** What a cookie holds, as the token of a session; undefined when it cannot be one. */
export function asSessionToken(text: string): string | undefined {
	return TOKEN.test(text) ? text : undefined;
}
