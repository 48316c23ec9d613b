/** Stands for every value beyond the first ones. */
const OTHER = 'other';

/** Keeps the number of a label's values bounded: the first `most` stand for themselves, all further ones are "other". */
export function boundLabels(most: number): (value: string) => string {
	const known = new Set<string>();
	return (value) => {
		if (known.has(value)) return value;
		if (known.size >= most) return OTHER;
		known.add(value);
		return value;
	};
}
