/**
 * A bucket that refills continuously. `level` may be negative: what was taken on trust and turned out larger.
 * Pure arithmetic; `nowMs` never has to be the same clock on two machines, only to go forward.
 */
export type TokenBucket = {
	readonly level: number;
	readonly capacity: number;
	/** Refill per minute; Infinity takes everything at once. */
	readonly perMinute: number;
	readonly updatedAtMs: number;
};

/** A full bucket that holds `burstMs` of its refill, and at least one. */
export function createBucket(perMinute: number, burstMs: number, nowMs: number): TokenBucket {
	const capacity = capacityOf(perMinute, burstMs);
	return { level: capacity, capacity, perMinute, updatedAtMs: nowMs };
}

function refill(bucket: TokenBucket, nowMs: number): TokenBucket {
	if (bucket.perMinute === Infinity) return { ...bucket, updatedAtMs: nowMs };
	const gained = (Math.max(0, nowMs - bucket.updatedAtMs) * bucket.perMinute) / 60_000;
	const level = Math.min(bucket.capacity, bucket.level + gained);
	return { ...bucket, level, updatedAtMs: nowMs };
}

/** Milliseconds until `amount` may be taken. More than the bucket holds waits for a full bucket. */
export function waitMs(bucket: TokenBucket, amount: number, nowMs: number): number {
	if (bucket.perMinute === Infinity) return 0;
	const missing = Math.min(amount, bucket.capacity) - refill(bucket, nowMs).level;
	return missing <= 1e-9 ? 0 : (missing * 60_000) / bucket.perMinute;
}

/** Takes `amount` whether it is there or not; a negative amount gives back. */
export function take(bucket: TokenBucket, amount: number, nowMs: number): TokenBucket {
	if (bucket.perMinute === Infinity) return bucket;
	const full = refill(bucket, nowMs);
	return { ...full, level: Math.min(full.capacity, full.level - amount) };
}

/** Believes a provider that has less left than this bucket thinks. */
export function lowerTo(bucket: TokenBucket, remaining: number, nowMs: number): TokenBucket {
	if (bucket.perMinute === Infinity) return bucket;
	const full = refill(bucket, nowMs);
	return { ...full, level: Math.min(full.level, remaining) };
}

/** The same bucket with another rate; one that had no limit starts full. */
export function setRate(
	bucket: TokenBucket,
	perMinute: number,
	burstMs: number,
	nowMs: number,
): TokenBucket {
	if (bucket.perMinute === perMinute) return bucket;
	if (bucket.perMinute === Infinity) return createBucket(perMinute, burstMs, nowMs);
	const capacity = capacityOf(perMinute, burstMs);
	const { level } = refill(bucket, nowMs);
	return { level: Math.min(level, capacity), capacity, perMinute, updatedAtMs: nowMs };
}

function capacityOf(perMinute: number, burstMs: number): number {
	return Math.max(1, (perMinute * burstMs) / 60_000);
}
