/** A stream of draws fixed by its seed: the same on every machine. */
export type Random = {
	/** Uniform in [0, 1), a multiple of 2⁻⁵³. */
	readonly next: () => number;
	/** Uniform in {0, …, n − 1} without modulo bias; n is an integer from 1 to 2³². Throws a RangeError otherwise. */
	readonly nextInt: (n: number) => number;
	/** Uniform in {0, …, 2³² − 1}. */
	readonly nextUint32: () => number;
};

const UINT32_RANGE = 2 ** 32;

/**
 * Seeded generator xoshiro128** (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators"), its state
 * filled from a hash of the seed. Integer arithmetic only, so every machine draws the same.
 */
export function createRandom(seed: string): Random {
	const nextUint32 = createXoshiro128(hashSeed(seed));
	return {
		nextUint32,
		next: () => ((nextUint32() >>> 5) * 2 ** 26 + (nextUint32() >>> 6)) / 2 ** 53,
		nextInt: (n) => drawInt(nextUint32, n),
	};
}

/** Joins parts into one seed; different lists of parts give different seeds (`['a', 'b']` is not `['ab']`). */
export function mixSeed(...parts: readonly (string | number)[]): string {
	return parts.map((part) => `${String(part).length}:${part}`).join('');
}

/** xoshiro128** from a state of four 32-bit words, not all of them 0. Every call gives the next 32 bits. */
export function createXoshiro128([a, b, c, d]: Uint32Quad): () => number {
	let s0 = a;
	let s1 = b;
	let s2 = c;
	let s3 = d;
	return () => {
		const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
		const shifted = s1 << 9;
		s2 ^= s0;
		s3 ^= s1;
		s1 ^= s2;
		s0 ^= s3;
		s2 ^= shifted;
		s3 = rotateLeft(s3, 11);
		return result;
	};
}

/** Draws below the largest multiple of n that fits and throws the rest away, so every value is equally likely. */
function drawInt(nextUint32: () => number, n: number): number {
	if (!Number.isInteger(n) || n < 1 || n > UINT32_RANGE) {
		throw new RangeError(`nextInt wants an integer from 1 to 2^32, not ${n}`);
	}
	// Quotients of numbers up to 2^32 are exact to their whole part, and far faster than a remainder of such numbers.
	const limit = Math.floor(UINT32_RANGE / n) * n;
	let drawn = nextUint32();
	while (drawn >= limit) drawn = nextUint32();
	return drawn - Math.floor(drawn / n) * n;
}

/**
 * Fills `into` with what as many calls of `createRandom(seed).nextInt(n)` give, several times faster: the state stays in registers.
 */
export function drawInts(seed: string, n: number, into: Int32Array): void {
	if (into.length === 0) return;
	if (!Number.isInteger(n) || n < 1 || n > UINT32_RANGE) {
		throw new RangeError(`drawInts wants an integer from 1 to 2^32, not ${n}`);
	}
	const limit = Math.floor(UINT32_RANGE / n) * n;
	let [s0, s1, s2, s3] = hashSeed(seed);
	for (let at = 0; at < into.length; at++) {
		let drawn = limit;
		while (drawn >= limit) {
			drawn = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
			const shifted = s1 << 9;
			s2 ^= s0;
			s3 ^= s1;
			s1 ^= s2;
			s0 ^= s3;
			s2 ^= shifted;
			s3 = rotateLeft(s3, 11);
		}
		into[at] = drawn - Math.floor(drawn / n) * n;
	}
}

export type Uint32Quad = readonly [number, number, number, number];

/** Four 32-bit lanes of FNV-1a over UTF-16 code units, each from another start and finished by MurmurHash3's mixer. */
function hashSeed(seed: string): Uint32Quad {
	const lane = (start: number) => {
		let hash = start;
		for (let at = 0; at < seed.length; at++) {
			hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193);
			hash = rotateLeft(hash, 13);
		}
		return finishHash(hash ^ seed.length);
	};
	// The last lane's low bit keeps the all-zero state, from which xoshiro never leaves, out of reach.
	return [lane(0x811c9dc5), lane(0x9e3779b9), lane(0x85ebca6b), lane(0xc2b2ae35) | 1];
}

function finishHash(value: number): number {
	let hash = value;
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return hash ^ (hash >>> 16);
}

function rotateLeft(value: number, bits: number): number {
	return (value << bits) | (value >>> (32 - bits));
}
