let encoding: Promise<(text: string) => number> | undefined;

/** Tokens of a text in the o200k encoding (GPT-4o and later). The tables are large and loaded at the first call. */
export async function countTokens(text: string): Promise<number> {
	encoding ??= loadEncoding();
	return (await encoding)(text);
}

async function loadEncoding(): Promise<(text: string) => number> {
	const { countTokens: count } = await import('gpt-tokenizer/encoding/o200k_base');
	// Answers may hold "<|endoftext|>" and the like, which are plain text here.
	return (text) => count(text, { disallowedSpecial: new Set() });
}
