import type { Leaderboard } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import { citeBoard } from './cite-board.ts';

const ID = 'ab'.repeat(32);

/** A board with what a citation reads of it. */
function aBoard(over: object = {}): Leaderboard {
	return {
		benchmark: { slug: 'mine', version: '1', name: 'Mine' },
		judge: { name: 'judge@2', is_rehearsal: false },
		slice: { category: null, subcategory: null, language: null, difficulty: null, n: 9 },
		rule: 'codejoust',
		snapshot: { id: ID, created_at: '2026-11-30T22:00:00.000Z' },
		...over,
	} as unknown as Leaderboard;
}

test('a board is cited by its snapshot, with the permalink', () => {
	expect(citeBoard(aBoard(), 'https://arena.example')).toBe(
		[
			'@misc{mine-1-abababababab,',
			'  title = {{Mine (mine@1), judged by judge@2}},',
			'  year = {2026},',
			`  howpublished = {\\url{https://arena.example/b/mine@1?snapshot=${ID}}},`,
			`  note = {Codejoust board, snapshot ${ID} of 2026-11-30}`,
			'}',
		].join('\n'),
	);
});

test('a part of a board is cited by the address of that part', () => {
	const slice = { category: 'Web & more', subcategory: null, language: 'c++', difficulty: null };
	const cited = citeBoard(aBoard({ slice, rule: 'sign' }), 'https://arena.example');
	expect(cited).toContain('judged by judge@2, category Web \\& more, language c++}}');
	expect(cited).toContain(
		`/b/mine@1?category=Web+\\%26+more&language=c\\%2B\\%2B&rule=sign&snapshot=${ID}}`,
	);
});

test('no name is a command, the rehearsal judge is said, and a board without a snapshot has no citation', () => {
	const hostile = { slug: 'mine', version: '1', name: '}\\input{x} 100% \u202e_' };
	const judge = { name: 'judge@2', is_rehearsal: true };
	const cited = citeBoard(aBoard({ benchmark: hostile, judge }), 'https://arena.example');
	expect(cited).toContain('\\}\\textbackslash{}input\\{x\\} 100\\% ⟦U+202E⟧\\_ (mine@1)');
	expect(cited).toContain('judged by a heuristic');
	expect(citeBoard(aBoard({ snapshot: null }), 'https://arena.example')).toBeUndefined();
});
