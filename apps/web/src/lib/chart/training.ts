import type { Leaderboard } from '@codejoust/contract/client';
import { formatPercent } from '../format/percent.ts';
import { formatCount, formatUnits } from '../format/quantity.ts';
import { showHidden } from '../text/visible-text.ts';
import type { SpecOf } from './chart-spec.ts';
import { entrantName } from './entrant-name.ts';
import { measure } from './measured.ts';
import { MOST_SERIES } from './series-mark.ts';

type Row = Leaderboard['rows'][number];
type Unit = SpecOf<'training'>['unit'];

/** The checkpoints of one training that are on a board, in order. */
export type TrainingLine = {
	/** The model whose training it is. */
	readonly name: string;
	readonly unit: Unit;
	readonly points: readonly { readonly at: number; readonly row: Row }[];
};

/** The trainings of a board, those with the most checkpoints first. */
export function trainingLines(rows: readonly Row[]): readonly TrainingLine[] {
	const lines = new Map<string, { name: string; unit: Unit; points: { at: number; row: Row }[] }>();
	for (const row of rows) {
		const { checkpoint } = row;
		const at = checkpoint?.step ?? checkpoint?.tokens;
		if (checkpoint === null || at == null) continue;
		const unit = checkpoint.step === null ? 'tokens' : 'steps';
		const key = `${unit} ${checkpoint.of}`;
		const line = lines.get(key) ?? { name: showHidden(checkpoint.of), unit, points: [] };
		line.points.push({ at, row });
		lines.set(key, line);
	}
	const sorted = [...lines.values()].map((line) => ({
		...line,
		points: line.points.toSorted((a, b) => a.at - b.at),
	}));
	return sorted.sort(
		(a, b) => b.points.length - a.points.length || a.name.localeCompare(b.name, 'en'),
	);
}

/** The lines of one unit, as many as have a mark of their own; a checkpoint without a score has no point. */
export function trainingSpec(lines: readonly TrainingLine[]): SpecOf<'training'> | undefined {
	const unit = lines[0]?.unit;
	if (unit === undefined) return undefined;
	const drawn = lines.filter((line) => line.unit === unit).slice(0, MOST_SERIES);
	return {
		kind: 'training',
		unit,
		lines: drawn.map(({ name, points }) => ({
			name,
			points: points.flatMap(({ at, row: { model, score } }) =>
				score === null ? [] : [{ at, name: entrantName(model), ...measure(score) }],
			),
		})),
	};
}

/** What the lines show, in a sentence each: their ends. */
export function describeTrainings({ unit, lines }: SpecOf<'training'>): string {
	return lines
		.flatMap(({ name, points }) => {
			const [first, last] = [points[0], points.at(-1)];
			if (!first || !last) return [];
			const number = formatUnits(points.length, 'checkpoint');
			const tell = ({ value, at }: typeof first) =>
				`${formatPercent(value / 100)} at ${formatCount(at)} ${unit}`;
			return first === last
				? `${name}: ${number}, ${tell(first)}.`
				: `${name}: ${number}, from ${tell(first)} to ${tell(last)}.`;
		})
		.join(' ');
}
