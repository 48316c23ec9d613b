/** Of the time of a process at most a twentieth goes into one kind of reading. */
const REST = 20;

/**
 * A reading that serves everybody for a while: for `keptMs`, or twenty times as long as it took. One runs at a time, and who
 * asks waits for it at most `patienceMs`; then, and when it fails, the call rejects.
 */
export function keepReading<Value>(
	read: () => Promise<Value>,
	{
		keptMs,
		patienceMs,
		tick,
	}: {
		readonly keptMs: number;
		readonly patienceMs: number;
		/** Monotonic milliseconds. */
		readonly tick: () => number;
	},
): () => Promise<Value> {
	let kept: { readonly value: Value; readonly untilMs: number } | undefined;
	let underway: Promise<Value> | undefined;

	const start = async () => {
		const startedAt = tick();
		const value = await read();
		const endedAt = tick();
		kept = { value, untilMs: endedAt + Math.max(keptMs, REST * (endedAt - startedAt)) };
		return value;
	};
	return async () => {
		if (kept && tick() < kept.untilMs) return kept.value;
		underway ??= start().finally(() => (underway = undefined));
		return within(underway, patienceMs);
	};
}

async function within<Value>(reading: Promise<Value>, patienceMs: number): Promise<Value> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(
			() => reject(new Error(`the reading took longer than ${patienceMs} ms`)),
			patienceMs,
		);
	});
	try {
		return await Promise.race([reading, late]);
	} finally {
		clearTimeout(timer);
	}
}
