/** The largest values of a stream of non-negative numbers. */
export type TopValues = {
	readonly add: (value: number) => void;
	/** The smallest of the kept values, `floor` until as many larger ones have been added as are kept. */
	readonly least: () => number;
};

/** Keeps the `size` largest values (at least 1), so `least` is the size-th largest so far. */
export function createTopValues(size: number, floor: number): TopValues {
	const kept = new Float64Array(Math.max(1, size)).fill(floor);
	return {
		least: () => kept[0] ?? 0,
		add: (value) => {
			if (value <= (kept[0] ?? 0)) return;
			let at = 0;
			while (at + 1 < kept.length && (kept[at + 1] ?? 0) < value) {
				kept[at] = kept[at + 1] ?? 0;
				at++;
			}
			kept[at] = value;
		},
	};
}
