import { diffLines } from 'diff';
import createParser from 'markdown-it';
import { showHidden } from '../../text/visible-text.ts';

export type CodeChange = {
	readonly kind: 'same' | 'added' | 'removed';
	readonly lines: readonly string[];
};

const LONGEST = 40_000;
const MOST_EDITS = 2000;
const parser = createParser({ html: false, maxNesting: 24 });

/**
 * Line by line, how the code blocks of `to` differ from those of `from`, hidden characters written
 * out. Absent when one side has no code block, or when the two have too little in common to tell.
 */
export function diffCode(from: string, to: string): readonly CodeChange[] | undefined {
	const before = codeOf(from);
	const after = codeOf(to);
	if (before === '' || after === '' || before.length + after.length > LONGEST) return undefined;
	return diffLines(before, after, { maxEditLength: MOST_EDITS, timeout: 500 })?.map((change) => ({
		kind: change.added ? 'added' : change.removed ? 'removed' : 'same',
		lines: showHidden(change.value).replace(/\n$/, '').split('\n'),
	}));
}

/** As much of a text as `diffCode` reads: of a longer one, too much for it. */
export function startForDiff(text: string): string {
	return text.slice(0, 2 * LONGEST + 1);
}

/** All fenced code of a text, one block after the other. */
function codeOf(text: string): string {
	if (text.length > 2 * LONGEST) return '';
	const blocks = parser.parse(text, {}).filter(({ type }) => type === 'fence');
	return blocks.map(({ content }) => content).join('\n');
}
