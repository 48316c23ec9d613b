import type { ModelDetail } from '@codejoust/contract/client';
import type { SpecOf } from '../chart/chart-spec.ts';
import { entrantName } from '../chart/entrant-name.ts';
import { measure } from '../chart/measured.ts';
import { formatPercent } from '../format/percent.ts';
import { formatCount, formatUnits } from '../format/quantity.ts';

export type Training = ModelDetail['checkpoints'][number];

/** The unit of a training, of many. */
export function unitsOf({ unit }: Pick<Training, 'unit'>): 'steps' | 'tokens' {
	return unit === 'step' ? 'steps' : 'tokens';
}

/** A checkpoint without a score has no point. */
export function trainingSpec(training: Training): SpecOf<'training'> {
	return {
		kind: 'training',
		unit: unitsOf(training),
		lines: [
			{
				name: training.of,
				points: training.points.flatMap(({ model, count, score }) =>
					score === null ? [] : [{ at: count, name: entrantName(model), ...measure(score) }],
				),
			},
		],
	};
}

/** What the line shows, in a sentence: its ends, and whether their intervals overlap. */
export function describeTraining(training: Training): string {
	const scored = training.points.filter(({ score }) => score !== null);
	const [first, last] = [scored[0], scored.at(-1)];
	const number = formatUnits(training.points.length, 'checkpoint');
	if (!first?.score || !last?.score || first === last) return `${number}.`;
	const [from, to] = [first.score, last.score];
	const areApart = from.high < to.low || to.high < from.low;
	const units = unitsOf(training);
	return `${number}, from ${formatPercent(from.value)} at ${formatCount(first.count)} ${units} to ${formatPercent(to.value)} at ${formatCount(last.count)}. The intervals of the first and the last ${areApart ? 'do not overlap' : 'overlap'}.`;
}
