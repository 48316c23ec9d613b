import type { ChartSpec } from './chart-spec.ts';

/** A chart with the words around it. */
export type ChartPicture = {
	readonly spec: ChartSpec;
	/** What it is a picture of. */
	readonly label: string;
	/** What it shows, in words. */
	readonly description: string;
	/** In pixels; known to the server, so that nothing moves when the chart comes. */
	readonly height: number;
	/** Whether it is as high as it is wide, up to its height. */
	readonly isSquare?: boolean;
	/** Whose mark is whose, in the order in which the series are drawn. */
	readonly key?: readonly string[];
};
