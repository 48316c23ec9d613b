import { takeTurn } from './take-turn.ts';

let encoding: Promise<(text: string) => number> | undefined;

/** Letters with their marks, blanks, or signs: the encoding takes such a run for one piece and is quadratic in it. */
const LONG_RUN = /[\p{L}\p{M}]{128}|\s{128}|[^\s\p{L}\p{M}\p{N}]{128}/gu;
/** Characters that are counted before the event loop gets its turn. */
const STEP = 16_384;

/**
 * Tokens of a text in the o200k encoding (GPT-4o and later). The tables are large and loaded at the first call. Linear in
 * the length: runs of one kind of character are cut every 128, which adds at most one token for each cut. Other work is
 * done between parts of 16,384 characters, other countings included.
 */
export async function countTokens(text: string): Promise<number> {
	encoding ??= loadEncoding();
	const count = await encoding;
	let tokens = 0;
	for (let from = 0; from < text.length; from += STEP) {
		if (from > 0) await takeTurn();
		for (const part of cutRuns(text.slice(from, from + STEP))) tokens += count(part);
	}
	return tokens;
}

function cutRuns(text: string): readonly string[] {
	const parts: string[] = [];
	let from = 0;
	for (const { 0: run, index } of text.matchAll(LONG_RUN)) {
		parts.push(text.slice(from, index + run.length));
		from = index + run.length;
	}
	return [...parts, text.slice(from)];
}

async function loadEncoding(): Promise<(text: string) => number> {
	const { countTokens: count } = await import('gpt-tokenizer/encoding/o200k_base');
	// Answers may hold "<|endoftext|>" and the like, which are plain text here.
	return (text) => count(text, { disallowedSpecial: new Set() });
}
