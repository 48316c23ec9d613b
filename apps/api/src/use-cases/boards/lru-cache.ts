import { LRUCache } from 'lru-cache';

export type LoadingCache<Value> = {
	/** The cached value, or the one that `load` makes; asked for twice at once, it is made once. A failure is not cached. */
	readonly get: (key: string, load: () => Promise<Value>) => Promise<Value>;
};

/**
 * Caches values that never change under their key, the most recently used, up to a total weight. A value that alone is
 * heavier is handed on and not cached.
 */
export function openLruCache<Value extends object | string>(options: {
	readonly most: number;
	readonly weigh: (value: Value) => number;
}): LoadingCache<Value> {
	const cache = new LRUCache<string, Value, () => Promise<Value>>({
		maxSize: options.most,
		// The library takes no weight of zero, which an empty value has.
		sizeCalculation: (value) => Math.max(1, options.weigh(value)),
		fetchMethod: (_key, _stale, { context: load }) => load(),
		// Who waits for a value gets it, also when others took its place meanwhile.
		ignoreFetchAbort: true,
	});
	return { get: (key, load) => cache.forceFetch(key, { context: load }) };
}
