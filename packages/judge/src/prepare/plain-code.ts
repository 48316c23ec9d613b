import { isComment } from './strip-code.ts';
import type { Token } from './tokenizer.ts';

/** Four plain words in a row are a sentence; no statement of the languages that are read has them. */
const WORDS_OF_PROSE = /(?:(?:^|\s)[A-Za-z’']+(?=\s|[.,;:!?]|$)){4}/;
const SIGN_OF_CODE = /^\s*§|[=(){}[\];<>]|:\s*$/;

/**
 * Whether a text without a fence is code and nothing else: some line has a sign of code or begins with a
 * keyword, and no line has four plain words in a
 * row, comments, strings and keywords left aside.
 */
export function isPlainCode(
	lines: readonly string[],
	tokens: readonly (readonly Token[])[],
): boolean {
	const bare = lines.map((line, at) =>
		(tokens[at] ?? []).map((token) => showToken(token, line)).join(''),
	);
	return (
		bare.some((line) => SIGN_OF_CODE.test(line)) && !bare.some((line) => WORDS_OF_PROSE.test(line))
	);
}

function showToken(token: Token, line: string): string {
	const is = (kind: RegExp) => token.scopes.some((scope) => kind.test(scope));
	if (isComment(token)) return '';
	if (is(/^string/)) return '""';
	return is(/^(keyword(?!\.operator\.(?!logical|new))|storage|support\.type)/)
		? '§'
		: line.slice(token.start, token.end);
}
