/** A function that reads a text from outside. */
export type TextReader = { readonly name: string; readonly read: (text: string) => unknown };

export type Growth = {
	/** CPU of one reading of the long text, milliseconds. */
	readonly longMs: number;
	/** CPU per character at the long length over that at the short length. */
	readonly ratio: number;
	readonly isLinear: boolean;
};

/** Below this the CPU for a character counts as constant: there the collector of memory and the caches decide. */
const FLOOR_NS_PER_CHARACTER = 200;
const MOST_RATIO = 3;
const TRIES = 10;
/** What took so long twice, and far more than its share, is not the machine. */
const SURELY_SLOW_MS = 250;

/**
 * How the CPU per character grows from the short text to the long one. As many characters are read of both, and the best
 * of several readings counts; a pause of the machine says nothing.
 */
export async function measureGrowth(
	read: TextReader['read'],
	short: string,
	long: string,
): Promise<Growth> {
	const times = Math.max(1, Math.round(long.length / short.length));
	let shortMs = Infinity;
	let longMs = Infinity;
	for (let round = 0; round < TRIES; round += 1) {
		longMs = Math.min(longMs, await cpuOf(() => read(long)));
		if ((longMs * 1e6) / long.length < FLOOR_NS_PER_CHARACTER)
			return { longMs, ratio: 1, isLinear: true };
		const readShort = async () => {
			for (let time = 0; time < times; time += 1) await read(short);
		};
		shortMs = Math.min(shortMs, await cpuOf(readShort));
		const ratio = longMs / shortMs;
		if (ratio < MOST_RATIO) return { longMs, ratio, isLinear: true };
		if (round > 0 && ratio > 2 * MOST_RATIO && longMs > SURELY_SLOW_MS) break;
	}
	return { longMs, ratio: longMs / shortMs, isLinear: false };
}

async function cpuOf(work: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
