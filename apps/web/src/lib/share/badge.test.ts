import { expect, test } from 'vitest';
import { tellRank, writeBadge } from './badge.ts';

const row = (slug: string, name: string, rank: { best: number; worst: number } | null) => ({
	model: { slug, name },
	rank,
});
const board = (...rows: ReturnType<typeof row>[]) => ({
	benchmark: { slug: 'mine', version: '1', name: 'Mine <&> "Best"' },
	judge: { is_rehearsal: false },
	rows,
});

test('a badge has the rank range among the models that have one, and none without scored battles', () => {
	const given = board(row('a', 'A', { best: 2, worst: 4 }), row('b', 'B', null));
	expect(tellRank(given, 'a')?.message).toBe('2–4 of 1 on Mine <&> "Best"');
	expect(tellRank(given, 'b')?.message).toBe('no rank on Mine <&> "Best"');
	expect(tellRank(given, 'c')).toBeUndefined();
	expect(tellRank({ ...given, part: ['Web', 'c'] }, 'b')?.message).toBe(
		'no rank on Mine <&> "Best", Web, c',
	);
	const rehearsal = { ...given, judge: { is_rehearsal: true } };
	expect(tellRank(rehearsal, 'a')?.message).toContain('(rehearsal)');
});

test.each([
	['markup', '</text><script>alert(1)</script>'],
	['an entity', '&#x3c;b&gt;'],
	['a control and half of a pair', 'a\u0000b\ud800'],
	['a right-to-left override', 'a\u202eb'],
	['1,000,000 characters', 'x'.repeat(1_000_000)],
	['emoji, 200 of them', '👩‍🚀'.repeat(200)],
	['Han and Arabic', '模型 نموذج'],
])('a name of %s stays text in an image of a bounded size', (_, name) => {
	const badge = tellRank(board(row('a', name, { best: 1, worst: 1 })), 'a');
	const svg = writeBadge(badge ?? { label: '', message: '' });
	expect(svg.length).toBeLessThan(4_000);
	expect(svg).not.toMatch(
		/<script|<b>|\u0000|\u202e|[\ud800-\udfff](?![\udc00-\udfff])(?<![\ud800-\udbff][\udc00-\udfff])/,
	);
	expect(svg.match(/<text /g)).toHaveLength(2);
	expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
	expect(Number(/width="(\d+)"/.exec(svg)?.[1])).toBeLessThan(2_000);
});
