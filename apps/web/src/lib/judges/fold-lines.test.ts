import { expect, test } from 'vitest';
import { foldLines } from './fold-lines.ts';

const same = (count: number) =>
	Array.from({ length: count }, (_, at) => ({ kind: 'same' as const, text: `line ${at}` }));

test('equal lines far from a change are folded, those around it are kept', () => {
	const parts = foldLines([...same(10), { kind: 'added', text: 'new' }, ...same(5)]);
	expect(parts.map(({ kind }) => kind)).toEqual([
		'folded',
		...['same', 'same', 'same', 'added', 'same', 'same', 'same'],
		'folded',
	]);
	expect(parts[0]).toEqual({ kind: 'folded', lines: 7 });
	expect(parts.at(-1)).toEqual({ kind: 'folded', lines: 2 });
});

test('hidden characters are written out', () => {
	expect(foldLines([{ kind: 'removed', text: 'a\u202Eb' }])).not.toEqual([
		{ kind: 'removed', text: 'a\u202Eb' },
	]);
});
