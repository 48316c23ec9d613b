import type { PublishedBoard, PublishedComparison } from '@codejoust/contract/client';
import { modelName } from '@codejoust/contract/model-name';
import { FIGURE_WORDS, titlePublished } from '@codejoust/contract/published-words';
import { type BoardFrame } from '../board/board-view.ts';
import type { SpecOf } from '../chart/chart-spec.ts';
import { measure } from '../chart/measured.ts';
import { publishedPath, withParams } from '../link.ts';
import { showHidden } from '../text/visible-text.ts';

type Row = PublishedComparison['rows'][number];

/** Everything that the page of published results draws. */
export type PublishedView = {
	readonly frame: BoardFrame;
	/** The page's own address. */
	readonly path: string;
	readonly csv: string;
	readonly slice: PublishedBoard['slice'];
	readonly sets: readonly SetView[];
};

export type SetView = {
	readonly id: string;
	readonly title: string;
	readonly set: PublishedComparison;
	/** Which of our numbers stands beside theirs. */
	readonly ours: 'score' | 'win_rate';
	/** Undefined where there is nothing to draw. */
	readonly spec: SpecOf<'published'> | undefined;
	/** Rows of models that are on the board, and how many others there are. */
	readonly known: readonly Row[];
	readonly unknown: readonly Row[];
};

const FEWEST_POINTS = 2;

export function viewPublished(frame: BoardFrame, found: PublishedBoard): PublishedView {
	const { benchmark, query } = frame;
	const path = publishedPath(benchmark);
	return {
		frame,
		path,
		csv: withParams(`/v1/leaderboards/${frame.name}/published-results.csv`, query.slice),
		slice: found.slice,
		sets: found.sets.map(viewSet),
	};
}

function viewSet(set: PublishedComparison): SetView {
	const isHere = ({ match }: Row) => match !== 'none' && match !== 'several';
	return {
		id: set.id,
		title: showHidden(titlePublished(set)),
		set,
		ours: ourFigure(set),
		spec: publishedSpec(set),
		known: set.rows.filter(isHere),
		unknown: set.rows.filter((row) => !isHere(row)),
	};
}

function ourFigure({ compared }: PublishedComparison): SetView['ours'] {
	return compared === 'win_rate' ? 'win_rate' : 'score';
}

/** The scatter of ranked models: theirs across, ours up. */
export function publishedSpec(set: PublishedComparison): SpecOf<'published'> | undefined {
	const { compared, unit, measure: name } = set;
	const ours = ourFigure(set);
	const isShare = unit !== 'points';
	const points = set.rows.flatMap((row) => {
		const theirs = row[compared];
		const own = row.ours?.[ours];
		if (row.match !== 'ranked' || theirs === null || !own || !row.ours) return [];
		const label = showHidden(modelName(row.ours.model));
		return [{ label, x: isShare ? theirs * 100 : theirs, ...measure(own) }];
	});
	if (points.length < FEWEST_POINTS) return undefined;
	return {
		kind: 'published',
		theirs: `${showHidden(name ?? `Published ${FIGURE_WORDS[compared].noun}`)}${isShare ? ', %' : ''}`,
		ours: `Our ${FIGURE_WORDS[ours].noun}, % (95 % interval)`,
		isSameQuantity: name === null,
		points,
	};
}
