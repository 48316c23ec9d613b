import { expect, test } from 'vitest';
import { readRecordedGame } from './read-game.ts';

const FILE = { values: 'labels', decisions: 'file' } as const;
const REREAD = { values: 'labels', decisions: 'reread' } as const;
const PREFERENCES = { values: 'preferences', decisions: 'file', tieWithin: 0.1 } as const;
const game = (decision: 'A>B' | null, words?: string) => ({
	shownFirst: 'one' as const,
	decision,
	...(words === undefined ? {} : { words }),
});
const scored = (verdict: string) => ({ kind: 'scored', verdict });
const unscored = (reason: string) => ({ kind: 'unscored', reason });

test.each([
	['the same in both', game('A>B', 'So [[A>B]]'), scored('A>B'), scored('A>B'), false],
	['another verdict in the words', game('A>B', 'So [[B>A]]'), scored('A>B'), scored('B>A'), true],
	[
		'two labels in the words',
		game('A>B', '[[A>B]]\nor\n[[B>A]]'),
		scored('A>B'),
		unscored('contradictory'),
		true,
	],
	[
		'a label in thinking that never ends',
		game('A>B', '<think>\n[[A>B]]'),
		scored('A>B'),
		unscored('truncated'),
		true,
	],
	['words alone', game(null, 'So [[A>B]]'), unscored('no-verdict'), scored('A>B'), true],
	[
		'words without a verdict',
		game(null, 'Hm.'),
		unscored('no-verdict'),
		unscored('no-verdict'),
		false,
	],
	['a decision alone', game('A>B'), scored('A>B'), unscored('not-recorded'), undefined],
	['nothing', game(null), unscored('not-recorded'), unscored('not-recorded'), undefined],
	['no game', undefined, unscored('not-recorded'), unscored('not-recorded'), undefined],
])('%s', (_, given, byFile, byReader, differs) => {
	expect(readRecordedGame(given, FILE)).toMatchObject({ judgment: byFile });
	expect(readRecordedGame(given, REREAD)).toMatchObject({ judgment: byReader });
	expect(readRecordedGame(given, FILE).differs).toBe(differs);
});

test.each([
	[0.75, { kind: 'scored', verdict: 'A>B', preference: 0.75 }],
	[0.6, { kind: 'scored', verdict: 'A=B', preference: 0.6 }],
	[null, unscored('not-recorded')],
])('a preference of %s', (preference, judgment) => {
	expect(readRecordedGame({ ...game(null), preference }, PREFERENCES).judgment).toEqual(judgment);
	if (preference === null)
		expect(readRecordedGame({ ...game(null, 'M'), preference }, PREFERENCES).judgment).toEqual(
			unscored('no-verdict'),
		);
});

test('words with labels of another program are shown, and never compared with its decision', () => {
	const game = { shownFirst: 'one', decision: 'A>B', words: 'Better: [[A]]' } as const;
	expect(readRecordedGame(game, { ...FILE, format: 'mt-bench' })).toEqual({
		judgment: { kind: 'scored', verdict: 'A>B' },
		words: 'Better: [[A]]',
		differs: undefined,
	});
});
