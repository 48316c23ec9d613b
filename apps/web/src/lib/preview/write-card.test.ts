import type { Battle, Comparison, Leaderboard, ModelDetail } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import { drawPreview } from '../server/draw-preview.ts';
import { battleCard, boardCard, comparisonCard, homeCard, modelCard } from './describe-cards.ts';
import { writeCard } from './write-card.ts';

const HOSTILE = '</text><script>alert(1)</script>&#x3c;\u202e" onload="x';
const score = { value: 0.634, low: 0.598, high: 0.662, method: 'trinomial' as const };
const snapshot = { id: 'ab'.repeat(32), created_at: '2026-11-20T12:00:00.000Z' };
const benchmark = { slug: 'mine', version: '1', name: HOSTILE };
const judge = { name: HOSTILE, is_rehearsal: true };
const model = { slug: 'a', name: HOSTILE };
const slice = { category: HOSTILE, subcategory: null, language: null, difficulty: null, n: 40 };
const rank = { best: 2, worst: 4 };
// With what the cards read of each.
const board = {
	benchmark,
	judge,
	slice,
	snapshot,
	baseline: { model },
	models: 24,
	rows: [
		{ model, rank, score },
		{ model: { slug: 'b', name: '模型' }, rank: null, score: null },
	],
} as unknown as Leaderboard;
const comparison = {
	benchmark,
	judge,
	slice,
	snapshot,
	models: [
		{ model, score },
		{ model: { slug: 'b', name: 'B' }, score: null },
	],
	pairs: [{ answer: 'cannot-tell', shared: 40 }],
} as unknown as Comparison;
const battle = {
	model,
	baseline: model,
	benchmark: 'mine@1',
	judge,
	outcome: 'unscored',
	question_id: HOSTILE,
	category: HOSTILE,
	answer: 'a secret answer',
	games: [
		{ order: 'baseline-first', points: 2 },
		{ order: 'swapped', points: null },
	],
} as unknown as Battle;
const detail = {
	...model,
	organisation: HOSTILE,
	standings: [{ benchmark, judge, models: 24, row: { rank, score } }],
} as unknown as ModelDetail;

const CARDS = {
	board: boardCard(board),
	'empty board': boardCard({ ...board, rows: [], models: 0, snapshot: null }),
	model: modelCard(detail),
	'model without a board': modelCard({ ...detail, standings: [] }),
	comparison: comparisonCard(comparison),
	battle: battleCard(battle),
};

test.each(Object.entries(CARDS))('hostile names stay text in the image of a %s', (_, card) => {
	const { svg } = writeCard(card);
	expect(svg.length).toBeLessThan(12_000);
	expect(svg).not.toMatch(/<script|\u202e|<(?!\/?(svg|rect|g|path|circle|text)[ />])|href|url\(/);
	expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
	expect(svg).not.toContain('secret');
});

test('an image says its places, its missing numbers as dashes, its rehearsal and its snapshot', () => {
	const { svg } = writeCard(CARDS.board);
	for (const text of [
		'2–4',
		'63.4\u00a0%',
		'59.8–66.2',
		'>b<',
		'>—<',
		'Rehearsal: measures no model',
	])
		expect(svg).toContain(text);
	expect(svg).toContain('snapshot abababababab of 20 Nov 2026 · 22 more models');
	expect(writeCard({ ...CARDS.board, isRehearsal: false }).svg).not.toContain('Rehearsal');
	expect(writeCard(CARDS.comparison).svg).toContain('cannot distinguish');
	expect(writeCard(CARDS.battle).svg).toContain(
		'Baseline first: the model’s answer is much better',
	);
});

test('the image of the home page has both the name of a board and that of its first model', () => {
	const [name, first] = ['A long name of a benchmark', 'A long name of a model (effort high)'];
	const boards = [
		{
			benchmark: { ...benchmark, name },
			judge,
			rows: [{ model: { slug: 'a', name: first }, score }],
		},
	] as unknown as Parameters<typeof homeCard>[0];
	const { svg } = writeCard(homeCard(boards));
	for (const text of [name, first]) expect(svg).toContain(`>${text}<`);
});

test('an image is a PNG of 1200 by 630 pixels with text in it, and the same one the second time', async () => {
	const { svg } = writeCard(CARDS.board);
	const { png, etag } = await drawPreview(svg, snapshot.id);
	const file = Buffer.from(png);
	expect(file.toString('latin1', 1, 4)).toBe('PNG');
	expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([1200, 630]);
	const bare = await drawPreview(svg.replace(/<text.*?<\/text>/gs, ''), snapshot.id);
	expect(png.length).toBeGreaterThan(bare.png.length * 2);
	expect((await drawPreview(svg, snapshot.id)).png).toBe(png);
	expect((await drawPreview(svg, 'another')).etag).toBe(etag);
});
