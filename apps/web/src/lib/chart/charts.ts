/** The pictures of a board, in the order of their links. */
export const CHARTS = [
	{ key: 'scores', name: 'Scores', follows: 'slice' },
	{ key: 'length', name: 'Score and length', follows: 'slice' },
	{ key: 'price', name: 'Score and price', follows: 'slice' },
	{ key: 'categories', name: 'One model by category', follows: 'judge' },
	{ key: 'radar', name: 'Models by category', follows: 'judge' },
	{ key: 'criteria', name: 'Models by criterion', follows: 'slice' },
	{ key: 'fractions', name: 'Model against model', follows: 'slice' },
	{ key: 'history', name: 'History', follows: 'judge' },
	{ key: 'checkpoints', name: 'Checkpoints', follows: 'slice' },
] as const satisfies readonly {
	/** In the address of its files and, but for the first, of its page. */
	readonly key: string;
	readonly name: string;
	/** Whether it keeps to a board's filters or is always over all questions. */
	readonly follows: 'slice' | 'judge';
}[];
export type ChartKey = (typeof CHARTS)[number]['key'];
