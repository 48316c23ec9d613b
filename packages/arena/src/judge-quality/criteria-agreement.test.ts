import { expect, test } from 'vitest';
import { agreeOnOrder, type CriterionPlace } from './criteria-agreement.ts';

/** A board of these models, best first, each better than all that stand `gap` places or more below. */
function boardOf(ids: readonly string[], gap = 1): readonly CriterionPlace[] {
	return ids.map((id, at) => ({
		id,
		score: 1 - at / 100,
		beats: ids.slice(at + gap),
	}));
}

const names = (count: number) => Array.from({ length: count }, (_, at) => `m${at}`);

test.each([
	['one order, all distinguished', boardOf(['a', 'b', 'c']), boardOf(['a', 'b', 'c']), 3, 3, 0],
	['opposite orders', boardOf(['a', 'b', 'c']), boardOf(['c', 'b', 'a']), 3, 0, 3],
	['one pair swapped', boardOf(['a', 'b', 'c']), boardOf(['b', 'a', 'c']), 3, 2, 1],
	['neighbours not distinguished', boardOf(['a', 'b', 'c'], 2), boardOf(['b', 'a', 'c']), 3, 1, 0],
	['other models too', boardOf(['x', 'a', 'b']), boardOf(['a', 'b', 'y', 'z']), 1, 1, 0],
	['no shared model', boardOf(['a']), boardOf(['b']), 0, 0, 0],
])('pairs of two boards: %s', (_, first, second, all, same, reversed) => {
	expect(agreeOnOrder(first, second).pairs).toEqual({ all, same, reversed });
	expect(agreeOnOrder(second, first).pairs).toEqual({ all, same, reversed });
});

test('a correlation needs ten models that both boards rank', () => {
	const board = boardOf(names(10));
	expect(agreeOnOrder(board.slice(1), board)).toMatchObject({ models: 9 });
	expect(agreeOnOrder(board.slice(1), board).kendall).toBeUndefined();
	const swapped = boardOf(['m1', 'm0', ...names(10).slice(2)]);
	const { models, kendall } = agreeOnOrder(board, swapped);
	expect(models).toBe(10);
	expect(kendall?.value).toBeCloseTo(43 / 45, 12);
	expect(agreeOnOrder(board.toReversed(), swapped)).toEqual(agreeOnOrder(board, swapped));
	expect(agreeOnOrder(swapped, board).kendall).toEqual(kendall);
});

test('a board whose rules recorded no pairs has no counts of pairs', () => {
	const board = boardOf(['a', 'b']);
	const old = board.map(({ id, score }) => ({ id, score }));
	expect(agreeOnOrder(board, old)).toEqual({ models: 2 });
});
