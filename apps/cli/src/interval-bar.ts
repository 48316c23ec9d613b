/** A share in [0, 1] and its interval. */
type Interval = { readonly value: number; readonly low: number; readonly high: number };

/**
 * An interval on a line from 0 to 1: `├──●──┤`, with `┊` at one half, where the baseline stands.
 * `width` is odd, so that one half has a column of its own.
 */
export function drawInterval({ value, low, high }: Interval, width: number): string {
	const place = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * (width - 1));
	const cells = Array.from({ length: width }, () => '·');
	cells[place(0.5)] = '┊';
	for (let at = place(low); at <= place(high); at += 1) cells[at] = '─';
	cells[place(low)] = '├';
	cells[place(high)] = '┤';
	cells[place(value)] = '●';
	return cells.join('');
}
