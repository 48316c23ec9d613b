const KEY = /^cj_[a-z0-9]{4,32}_[A-Za-z0-9_-]{20,128}$/;

/** What was pasted, as an API key; undefined when it cannot be one. */
export function asApiKey(text: string): string | undefined {
	const trimmed = text.trim();
	return KEY.test(trimmed) ? trimmed : undefined;
}

/** The part of a key that is no secret. */
export function keyId(key: string): string {
	return key.split('_')[1] ?? '';
}
