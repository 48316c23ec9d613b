import type { Token } from './tokenizer.ts';

/** A piece of a line that goes; offsets in the line. */
export type Span = { readonly start: number; readonly end: number };

/** Of each line, the words of a doc string, and whether the line's end is a part of them. */
export type DocWords = { readonly span: Span | undefined; readonly isEndInside: boolean };

/**
 * The words of Python's doc strings. Their quotation marks stay, so that code of nothing but a doc string is still code. A
 * string that goes on a statement of the line before is none, and neither is one that never ends.
 */
export function findDocWords(
	lines: readonly string[],
	tokens: readonly (readonly Token[])[],
): readonly DocWords[] {
	const found: DocWords[] = lines.map(() => ({ span: undefined, isEndInside: false }));
	let open: { readonly line: number; readonly from: number } | undefined;
	let before = '';
	tokens.forEach((ofLine, at) => {
		const line = lines[at] ?? '';
		for (const token of ofLine) {
			if (!isDocString(token)) continue;
			if (isMark(token, 'begin') && (before === '' || before.endsWith(':')))
				open = { line: at, from: token.end };
			if (isMark(token, 'end') && open) {
				mark(found, lines, open, { line: at, to: token.start });
				open = undefined;
			}
		}
		const code = ofLine
			.filter((token) => !token.scopes.some((scope) => scope.startsWith('comment')))
			.map(({ start, end }) => line.slice(start, end))
			.join('')
			.trim();
		if (code !== '' && !open) before = code;
	});
	return found;
}

function mark(
	found: DocWords[],
	lines: readonly string[],
	from: { readonly line: number; readonly from: number },
	to: { readonly line: number; readonly to: number },
): void {
	for (let at = from.line; at <= to.line; at++) {
		const start = at === from.line ? from.from : 0;
		const end = at === to.line ? to.to : (lines[at]?.length ?? 0);
		found[at] = { span: { start, end }, isEndInside: at < to.line };
	}
}

function isDocString({ scopes }: Token): boolean {
	return scopes.some((scope) => scope.startsWith('string.quoted.docstring'));
}

function isMark({ scopes }: Token, which: 'begin' | 'end'): boolean {
	return scopes.some((scope) => scope.startsWith(`punctuation.definition.string.${which}`));
}
