interface Claim {
	readonly id: string;
	readonly retryCount: number;
}

export interface HeldChunksOptions {
	readonly everyMs: number;
	/** Refreshes these claims and returns the ids of those that still stand. */
	touch(claims: readonly Claim[]): Promise<readonly string[]>;
	onTrouble(error: unknown): void;
}

export interface HeldChunks {
	/** The signal aborts once a heartbeat finds the claim gone. */
	hold(claim: Claim): AbortSignal;
	/** False when it was not held any more. */
	drop(claim: Claim): boolean;
	list(): readonly Claim[];
	stop(): Promise<void>;
}

/** Keeps this worker's claims alive while their chunks are being played. */
export function holdChunks({ everyMs, touch, onTrouble }: HeldChunksOptions): HeldChunks {
	const held = new Map<string, { claim: Claim; control: AbortController }>();
	let beating: Promise<void> | undefined;

	const beat = async () => {
		const claims = [...held.values()].map(({ claim }) => claim);
		if (claims.length === 0) return;
		try {
			const standing = new Set(await touch(claims));
			for (const claim of claims)
				if (!standing.has(claim.id)) release(claim)?.abort(new Error('the claim is gone'));
		} catch (error) {
			// An unreachable database says nothing about the claims.
			onTrouble(error);
		}
	};
	const release = (claim: Claim): AbortController | undefined => {
		const entry = held.get(claim.id);
		if (entry?.claim.retryCount !== claim.retryCount) return undefined;
		held.delete(claim.id);
		return entry.control;
	};
	const timer = setInterval(() => {
		beating ??= beat().finally(() => (beating = undefined));
	}, everyMs);

	return {
		hold: (claim) => {
			const control = new AbortController();
			held.set(claim.id, { claim, control });
			return control.signal;
		},
		drop: (claim) => release(claim) !== undefined,
		list: () => [...held.values()].map(({ claim }) => claim),
		stop: async () => {
			clearInterval(timer);
			await beating;
		},
	};
}
