import { type DocWords, findDocWords, type Span } from './doc-strings.ts';
import { openKeeper } from './kept-comments.ts';
import type { LanguageName } from './languages.ts';
import type { Token, Tokenizer } from './tokenizer.ts';

/** The code without its comments; undefined where a comment's end makes new comments at every turn. */
export function stripCode(
	code: string,
	language: LanguageName,
	tokenize: Tokenizer,
): string | undefined {
	let text = code;
	for (let turn = 0; turn < MOST_TURNS; turn++) {
		const stripped = stripOnce(text, language, tokenize);
		// Only what no further turn changes is given back: what was stripped once is stripped for good.
		if (stripped === text) return text;
		text = stripped;
	}
	return undefined;
}

const MOST_TURNS = 5;

function stripOnce(code: string, language: LanguageName, tokenize: Tokenizer): string {
	const lines = code.split('\n');
	const tokens = tokenize(lines);
	const docs = language === 'python' ? findDocWords(lines, tokens) : undefined;
	const isKept = openKeeper(language, lines);
	const between = language === 'html' || language === 'xml' ? '' : ' ';
	let out = '';
	lines.forEach((line, at) => {
		const comments = findComments(line, tokens[at] ?? []).filter(
			({ start, end }) => !isKept(line.slice(start, end), at),
		);
		const rest = cutLine(line, comments, tokens[at] ?? [], docs?.[at], between);
		if (rest === undefined) return;
		out += rest;
		if (at < lines.length - 1 && docs?.[at]?.isEndInside !== true) out += '\n';
	});
	return out;
}

/** What stays of a line; undefined where it had nothing but comments. */
function cutLine(
	line: string,
	comments: readonly Span[],
	tokens: readonly Token[],
	docs: DocWords | undefined,
	between: string,
): string | undefined {
	if (docs?.span) return cut(line, [docs.span], '');
	if (comments.length === 0) return isBlankInside(line, tokens) ? undefined : line;
	const rest = cut(line, comments, between);
	return rest.trim() === '' ? undefined : rest.trimEnd() + (line.endsWith('\r') ? '\r' : '');
}

/** What would become one word or one sign stays apart: there, a comment is a blank. */
function cut(line: string, spans: readonly Span[], between: string): string {
	let rest = '';
	let from = 0;
	for (const { start, end } of spans) {
		rest += line.slice(from, start);
		from = end;
		if (wouldJoin(rest.slice(-1), line.slice(end, end + 1))) rest += between;
	}
	return rest + line.slice(from);
}

function wouldJoin(before: string, after: string): boolean {
	return [/[\p{L}\p{N}_$]/u, /[-+*/=&|!<>?:.%^~#'"`\\@]/].some(
		(kind) => kind.test(before) && kind.test(after),
	);
}

/** A blank line in a comment over several lines. */
function isBlankInside(line: string, tokens: readonly Token[]): boolean {
	return line.trim() === '' && tokens.some(isComment);
}

function findComments(line: string, tokens: readonly Token[]): readonly Span[] {
	const found: Span[] = [];
	for (const token of tokens) {
		if (!isComment(token) || token.end <= token.start) continue;
		const last = found.at(-1);
		if (last?.end === token.start) found[found.length - 1] = { start: last.start, end: token.end };
		else found.push({ start: token.start, end: token.end });
	}
	// The carriage return is a part of the line's end.
	return line.endsWith('\r')
		? found.map(({ start, end }) => ({ start, end: Math.min(end, line.length - 1) }))
		: found;
}

/** Code that the preprocessor leaves out is not a comment. */
export function isComment({ scopes }: Token): boolean {
	return scopes.some(
		(scope) => scope.startsWith('comment') && !scope.startsWith('comment.block.preprocessor'),
	);
}
