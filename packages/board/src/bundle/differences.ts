/** What a bundle claims at a place, and what was recomputed; absent where one side has nothing there. */
export type Difference = {
	/** From the bundle's top, parts joined by "/": `slices/overall/rows/sub_1/score/value`. */
	readonly path: string;
	readonly stored?: unknown;
	readonly recomputed?: unknown;
};

/** Every leaf in which two JSON values differ. A field that is undefined is no field. */
export function findDifferences(path: string, stored: unknown, recomputed: unknown): Difference[] {
	if (Object.is(stored, recomputed)) return [];
	if (!isTree(stored) || !isTree(recomputed)) {
		return [
			{
				path,
				...(stored === undefined ? {} : { stored }),
				...(recomputed === undefined ? {} : { recomputed }),
			},
		];
	}
	const names = new Set([...Object.keys(stored), ...Object.keys(recomputed)]);
	return [...names].flatMap((name) =>
		findDifferences(`${path}/${name}`, Reflect.get(stored, name), Reflect.get(recomputed, name)),
	);
}

function isTree(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
