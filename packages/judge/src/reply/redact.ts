const LONGEST_MESSAGE = 300;

/** A provider's words without the key, the like of keys, or line breaks, at most 300 characters. */
export function redactMessage(message: string, apiKey: string): string {
	return redactSecrets(message.slice(0, 4 * LONGEST_MESSAGE), apiKey)
		.replace(/\p{Cc}+/gu, ' ')
		.slice(0, LONGEST_MESSAGE)
		.toWellFormed();
}

/** A text without the key and the like of keys. */
export function redactSecrets(text: string, apiKey: string): string {
	const plain = apiKey === '' ? text : text.replaceAll(apiKey, '***');
	return plain
		.replace(/\b(sk|key|pk|cj)[-_][\w*-]{4,}/gi, '***')
		.replace(/Bearer\s+\S+/gi, 'Bearer ***');
}
