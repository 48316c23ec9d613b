/** A stretch of an answer: prose, which stays, or the code of one fence. */
export type Part =
	| { readonly kind: 'prose'; readonly text: string }
	| {
			readonly kind: 'code';
			/** Without the lines of the fence, each line with its end. */
			readonly text: string;
			/** The first word behind the opening fence; empty for none. */
			readonly tag: string;
	  };

const OPENING = /^[ \t]*(`{3,}|~{3,})[ \t]*(.*)$/;

/**
 * The parts of a Markdown text, which together are the text. A fence is three or more backticks or tildes; it ends at a line of
 * at least as many, or with the text.
 */
export function splitFences(text: string): readonly Part[] {
	const parts: Part[] = [];
	let prose = '';
	let code: { mark: string; tag: string; text: string } | undefined;
	for (const line of text.split(/(?<=\n)/)) {
		const bare = line.replace(/\r?\n$/, '');
		if (code) {
			if (!isClosing(bare, code.mark)) {
				code.text += line;
				continue;
			}
			parts.push({ kind: 'code', text: code.text, tag: code.tag });
			code = undefined;
			prose = line;
			continue;
		}
		prose += line;
		const [, mark = '', info = ''] = OPENING.exec(bare) ?? [];
		if (mark === '' || (mark.startsWith('`') && info.includes('`'))) continue;
		parts.push({ kind: 'prose', text: prose });
		prose = '';
		code = { mark, tag: /^[^\s,{]+|^\{[^}\s]*/.exec(info)?.[0] ?? '', text: '' };
	}
	if (code) parts.push({ kind: 'code', text: code.text, tag: code.tag });
	if (prose !== '') parts.push({ kind: 'prose', text: prose });
	return parts;
}

function isClosing(line: string, mark: string): boolean {
	const closing = line.trim();
	return closing.length >= mark.length && closing === (mark[0] ?? '').repeat(closing.length);
}
