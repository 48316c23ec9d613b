import type { ModelHistory } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import { aRow } from '../board/fixtures/row.ts';
import { describeHistory, historySegments, historySpec } from './history.ts';

type Item = ModelHistory['items'][number];

const MODEL = aRow({ slug: 'a' }).model;
const item = (given: { at: number; judge?: string; benchmark?: string; score?: number }): Item => ({
	snapshot_id: String(given.at),
	created_at: new Date(given.at).toISOString(),
	benchmark: given.benchmark ?? 'b@1',
	judge: {
		name: given.judge ?? 'j@1',
		model: 'm',
		kind: 'pairwise',
		hash: given.judge ?? 'j@1',
		is_rehearsal: false,
		is_floating_alias: false,
		criterion: null,
	},
	rule: 'codejoust',
	code_version: 'board-2',
	submission_id: 's',
	n: 100,
	scored: 100,
	score: aRow(given.score === undefined ? {} : { score: given.score }).score,
	rank: null,
});

test('another judge or another benchmark version begins a segment of its own, oldest first', () => {
	const segments = historySegments([
		{
			items: [
				item({ at: 40, judge: 'j@2', benchmark: 'b@2', score: 0.4 }),
				item({ at: 30, judge: 'j@2', score: 0.7 }),
				item({ at: 20, score: 0.6 }),
				item({ at: 10, score: 0.5 }),
			],
		},
	]);
	expect(
		segments.map(({ name, items }) => [name, items.map(({ snapshot_id }) => snapshot_id)]),
	).toEqual([
		['b@1, judged by j@1', ['10', '20']],
		['b@1, judged by j@2', ['30']],
		['b@2, judged by j@2', ['40']],
	]);
	expect(describeHistory(historySpec(segments, [MODEL]))).toContain(
		'1: on b@1, judged by j@1: a, 2 snapshots, from 50.0\u00a0% to 60.0\u00a0%.',
	);
});

test('two judges side by side are two lines, not one that jumps between them', () => {
	const segments = historySegments([
		{
			items: [
				item({ at: 30, score: 0.6 }),
				item({ at: 20, judge: 'j@2', score: 0.2 }),
				item({ at: 10, score: 0.5 }),
			],
		},
	]);
	expect(segments.map(({ items }) => items.length)).toEqual([2, 1]);
});

test('a snapshot without a score has no point', () => {
	const { segments } = historySpec(
		historySegments([{ items: [item({ at: 20, score: 0.5 }), item({ at: 10 })] }]),
		[MODEL],
	);
	expect(segments[0]?.lines).toEqual([[{ at: 20, value: 50, low: 40, high: 60 }]]);
});

test('several models are several lines of one segment', () => {
	const histories = [
		{ items: [item({ at: 30, score: 0.6 }), item({ at: 10, score: 0.5 })] },
		{ items: [item({ at: 20, score: 0.2 })] },
	];
	const spec = historySpec(historySegments(histories), [MODEL, aRow({ slug: 'b' }).model]);
	expect(spec.models).toEqual(['a', 'b']);
	expect(spec.segments.map(({ lines }) => lines.map((line) => line.map(({ at }) => at)))).toEqual([
		[[10, 30], [20]],
	]);
	expect(describeHistory(spec)).toBe(
		'On b@1, judged by j@1: a, 2 snapshots, from 50.0\u00a0% to 60.0\u00a0%; b, 1 snapshot, at 20.0\u00a0%.',
	);
});

test('of many segments it is said which number is which, and not every score again', () => {
	const items = [1, 2, 3, 4].map((at) => item({ at, judge: `j@${at}`, score: 0.5 })).toReversed();
	expect(describeHistory(historySpec(historySegments([{ items }]), [MODEL]))).toBe(
		'On b@1, judged by 1: j@1, 2: j@2, 3: j@3, 4: j@4. The scores are in the table.',
	);
	const other = [item({ at: 5, judge: 'j@1', benchmark: 'b@2', score: 0.5 }), ...items];
	expect(describeHistory(historySpec(historySegments([{ items: other }]), [MODEL]))).toBe(
		'1: b@1, judged by j@1; 2: b@1, judged by j@2; 3: b@1, judged by j@3; 4: b@1, judged by j@4; 5: b@2, judged by j@1. The scores are in the table.',
	);
});
