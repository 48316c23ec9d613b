/** From here on cents are enough for what something has cost. */
const CENTS_FROM_USD = 0.1;

/** What something costs, of micro-dollars: two decimals, four below ten cents, six where four would show nothing. */
export function formatDollars(microUsd: number): string {
	return `$${writeUsd(microUsd, decimalsOf(microUsd))}`;
}

/** Amounts side by side, all with the same decimals: those of the largest, unless the smallest would be written as nothing. */
export function formatDollarsAlike(...microUsd: readonly number[]): string[] {
	const decimals = Math.max(
		decimalsOf(Math.max(...microUsd)),
		...microUsd.map((one) => (one > 0 ? decimalsUntilSeen(one) : 0)),
	);
	return microUsd.map((one) => `$${writeUsd(one, decimals)}`);
}

/** A cost with the ends of its range: `$15.53 (11.57–22.49)`. */
export function formatDollarRange(microUsd: number, low: number, high: number): string {
	const [middle = '', from = '', to = ''] = formatDollarsAlike(microUsd, low, high);
	return `${middle} (${from.slice(1)}–${to.slice(1)})`;
}

/** Prices and limits exactly as they were set, side by side with the same decimals: `$2.50` and `$10.00`, `$0.075` and `$0.300`. */
export function formatPrices(...microUsd: readonly number[]): string[] {
	const decimals = Math.max(...microUsd.map(exactDecimalsOf));
	return microUsd.map((one) => `$${writeUsd(one, decimals)}`);
}

function decimalsOf(microUsd: number): number {
	if (microUsd <= 0 || microUsd >= CENTS_FROM_USD * 1e6) return 2;
	return Math.max(4, decimalsUntilSeen(microUsd));
}

/** The fewest of two, four and six decimals that show an amount as more than nothing. */
function decimalsUntilSeen(microUsd: number): number {
	return [2, 4].find((decimals) => Number(writeUsd(microUsd, decimals)) > 0) ?? 6;
}

function exactDecimalsOf(microUsd: number): number {
	const written = writeUsd(microUsd, 6).replace(/0{1,4}$/, '');
	return written.length - written.indexOf('.') - 1;
}

function writeUsd(microUsd: number, decimals: number): string {
	return (microUsd / 1e6).toFixed(decimals);
}
