/** Names one try of a chunk: the same chunk claimed again has another count. */
export interface Claim {
	readonly id: string;
	readonly retryCount: number;
	/** Whose queue the chunk is in; absent in the one of before endpoints had queues of their own. */
	readonly endpoint?: string;
}

export interface ClaimedChunksOptions {
	readonly everyMs: number;
	/** Refreshes these claims and returns the ids of those that are still ours. */
	touch(claims: readonly Claim[]): Promise<readonly string[]>;
	onTrouble(error: unknown): void;
}

export interface ClaimedChunks {
	/** The signal aborts once a heartbeat finds the claim gone. */
	add(claim: Claim): AbortSignal;
	/** False when it was not claimed any more. */
	drop(claim: Claim): boolean;
	list(): readonly Claim[];
	stop(): Promise<void>;
}

/** Keeps this worker's claims alive while their chunks are being played. */
export function trackClaimedChunks(options: ClaimedChunksOptions): ClaimedChunks {
	const { everyMs, touch, onTrouble } = options;
	const claimed = new Map<string, { claim: Claim; control: AbortController }>();
	let beating: Promise<void> | undefined;

	const beat = async () => {
		const claims = [...claimed.values()].map(({ claim }) => claim);
		if (claims.length === 0) return;
		try {
			const ours = new Set(await touch(claims));
			for (const claim of claims)
				if (!ours.has(claim.id))
					release(claim)?.abort(new Error('the chunk is not claimed any more'));
		} catch (error) {
			// An unreachable database says nothing about the claims.
			onTrouble(error);
		}
	};
	const release = (claim: Claim): AbortController | undefined => {
		const entry = claimed.get(claim.id);
		if (entry?.claim.retryCount !== claim.retryCount) return undefined;
		claimed.delete(claim.id);
		return entry.control;
	};
	const timer = setInterval(() => {
		beating ??= beat().finally(() => (beating = undefined));
	}, everyMs);

	return {
		add: (claim) => {
			const control = new AbortController();
			claimed.set(claim.id, { claim, control });
			return control.signal;
		},
		drop: (claim) => release(claim) !== undefined,
		list: () => [...claimed.values()].map(({ claim }) => claim),
		stop: async () => {
			clearInterval(timer);
			await beating;
		},
	};
}
