/**
 * Which rows of a slice a row is significantly better than, as hexadecimal digits: digit d holds rows 4d to 4d + 3 in board
 * order, the lowest bit the first of them; trailing zeros are left out. A board of 100 models needs 25 characters a row.
 */
export function writeBeatenRows(isBeaten: readonly boolean[]): string {
	const digits: string[] = [];
	for (let at = 0; at < isBeaten.length; at += 4) {
		let digit = 0;
		for (let bit = 0; bit < 4; bit++) if (isBeaten[at + bit]) digit += 2 ** bit;
		digits.push(digit.toString(16));
	}
	return digits.join('').replace(/0+$/, '');
}

/** The 0-based places of the beaten rows, ascending. Throws a RangeError for a text that `writeBeatenRows` cannot write. */
export function readBeatenRows(text: string): readonly number[] {
	return [...text].flatMap((character, at) => {
		const digit = Number.parseInt(character, 16);
		if (Number.isNaN(digit)) throw new RangeError(`"${character}" is not a hexadecimal digit`);
		return [0, 1, 2, 3].flatMap((bit) => ((digit >> bit) % 2 === 1 ? [4 * at + bit] : []));
	});
}
