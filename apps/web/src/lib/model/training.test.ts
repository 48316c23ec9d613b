import { expect, test } from 'vitest';
import { describeTraining, type Training, trainingSpec } from './training.ts';

const point = (count: number, value: number | null): Training['points'][number] => ({
	submission_id: `sub_${count}`,
	model: {
		slug: `m-${count}`,
		name: `M ${count}`,
		organisation: null,
		licence: null,
		open_weights: null,
		variant: null,
	},
	provenance: {
		kind: 'submitted',
		made_by: null,
		answers: 0,
		models_reported: [],
		sampling: null,
		from: null,
		until: null,
		rerun_at: null,
	},
	count,
	n: 40,
	scored: value === null ? 0 : 40,
	score:
		value === null
			? null
			: { value, low: value - 0.1, high: value + 0.1, method: 'trinomial' as const },
	rank: null,
});
const training = (...points: Training['points'][number][]): Training => ({
	of: 'm',
	unit: 'step',
	benchmark: 'small@1',
	judge: {
		name: 'judge@1',
		model: 'judge',
		kind: 'pairwise',
		hash: 'f'.repeat(64),
		is_rehearsal: false,
		is_floating_alias: false,
		criterion: null,
	},
	points,
});

test('a checkpoint without a score has no point in the chart', () => {
	const spec = trainingSpec(training(point(1000, 0.4), point(2000, null), point(3000, 0.5)));
	expect(spec.lines[0]?.points.map(({ at }) => at)).toEqual([1000, 3000]);
	expect(spec.lines[0]?.points[0]).toMatchObject({ name: 'M 1000', value: 40 });
});

test.each([
	[training(point(1000, 0.4)), '1 checkpoint.'],
	[training(point(1000, null), point(2000, null)), '2 checkpoints.'],
	[
		training(point(1000, 0.4), point(3000, 0.5)),
		'2 checkpoints, from 40.0% at 1,000 steps to 50.0% at 3,000. The intervals of the first and the last overlap.',
	],
	[
		training(point(1000, 0.2), point(3000, 0.5)),
		'2 checkpoints, from 20.0% at 1,000 steps to 50.0% at 3,000. The intervals of the first and the last do not overlap.',
	],
])('a line is told by its ends, and by whether their intervals overlap', (line, words) => {
	expect(describeTraining(line)).toBe(words);
});
