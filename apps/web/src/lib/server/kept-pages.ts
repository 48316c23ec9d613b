import { LRUCache } from 'lru-cache';

/** A page as it was sent, and what it was made from. */
export type KeptPage = {
	/** Made for the reader who asked: neither kept nor handed to anybody else. */
	readonly isPrivate: boolean;
	readonly status: number;
	readonly headers: readonly (readonly [string, string])[];
	readonly body: Uint8Array<ArrayBuffer>;
	/** API addresses with their tags; undefined for a page that must be made anew each time. */
	readonly madeFrom: ReadonlyMap<string, string> | undefined;
};

type Making = {
	/** True when what the page was made from is still the same. */
	readonly isStill: (madeFrom: ReadonlyMap<string, string>) => Promise<boolean>;
	readonly make: () => Promise<KeptPage>;
};

export type KeptPages = { readonly get: (key: string, making: Making) => Promise<KeptPage> };

/**
 * Keeps the pages used last, up to a number of bytes, and hands one out again only when everything it was made from is
 * unchanged at the time of asking. Readers who ask for the same page meanwhile share one look: never one that began before
 * they asked. A private page is its own reader's; who waited for it has one made for themselves.
 */
export function keepPages(mostBytes: number): KeptPages {
	const kept = new LRUCache<string, KeptPage>({
		maxSize: mostBytes,
		// The library takes no size of zero.
		sizeCalculation: ({ body }) => Math.max(1, body.length),
	});
	const looking = new Map<string, Promise<KeptPage>>();

	const store = (key: string, page: KeptPage) => {
		if (page.isPrivate || page.madeFrom === undefined) kept.delete(key);
		else kept.set(key, page);
	};
	const look = async (key: string, { isStill, make }: Making) => {
		const known = kept.get(key);
		const isFresh = known?.madeFrom !== undefined && (await isStill(known.madeFrom));
		const page = isFresh ? known : await make();
		store(key, page);
		return page;
	};
	return {
		get: async (key, making) => {
			const earlier = looking.get(key);
			if (earlier !== undefined) {
				// Its failure is its own readers’; here it only tells that it is over.
				await earlier.catch(() => undefined);
				const shared = looking.get(key);
				if (shared !== undefined && shared !== earlier) {
					const page = await shared;
					return page.isPrivate ? making.make() : page;
				}
			}
			const own = look(key, making).finally(() => {
				if (looking.get(key) === own) looking.delete(key);
			});
			looking.set(key, own);
			return own;
		},
	};
}
