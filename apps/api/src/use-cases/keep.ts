export type Kept<Value> = {
	/** The kept value, or the one that `load` makes; asked for twice at once, it is made once. A failure is not kept. */
	readonly get: (key: string, load: () => Promise<Value>) => Promise<Value>;
};

/**
 * Keeps values that never change under their key, those used last, up to a total weight. A value that alone is heavier
 * is handed on and not kept.
 */
export function keep<Value>(options: {
	readonly most: number;
	readonly weigh: (value: Value) => number;
}): Kept<Value> {
	const kept = new Map<string, Value>();
	const loading = new Map<string, Promise<Value>>();
	let total = 0;

	const store = (key: string, value: Value) => {
		kept.set(key, value);
		total += options.weigh(value);
		for (const [oldest, old] of kept) {
			if (total <= options.most) return;
			kept.delete(oldest);
			total -= options.weigh(old);
		}
	};
	const loadOnce = async (key: string, load: () => Promise<Value>) => {
		const value = await load();
		store(key, value);
		return value;
	};
	return {
		get: async (key, load) => {
			const known = kept.get(key);
			if (known !== undefined) {
				kept.delete(key);
				kept.set(key, known);
				return known;
			}
			const underway = loading.get(key);
			if (underway) return underway;
			const fresh = loadOnce(key, load).finally(() => loading.delete(key));
			loading.set(key, fresh);
			return fresh;
		},
	};
}
