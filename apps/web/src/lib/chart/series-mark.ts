/** How one of several series is drawn: never by its colour alone. */
export type SeriesMark = {
	readonly shape: 'circle' | 'triangle' | 'rect' | 'rectRot';
	readonly dash: readonly number[];
	/** The place of its colour in `ChartLook.series`. */
	readonly tone: number;
};

const MARKS: readonly SeriesMark[] = [
	{ shape: 'circle', dash: [], tone: 0 },
	{ shape: 'triangle', dash: [7, 4], tone: 1 },
	{ shape: 'rect', dash: [2, 3], tone: 2 },
	{ shape: 'rectRot', dash: [10, 3, 2, 3], tone: 3 },
	{ shape: 'circle', dash: [12, 6], tone: 4 },
	{ shape: 'triangle', dash: [4, 2], tone: 5 },
];

/** As many series have a mark of their own. */
export const MOST_SERIES = MARKS.length;

/** The mark of the series at a place; after the last they begin again. */
export function seriesMark(place: number): SeriesMark {
	const mark = MARKS[place % MARKS.length];
	if (!mark) throw new RangeError(`a series has a place from 0, not ${place}`);
	return mark;
}
