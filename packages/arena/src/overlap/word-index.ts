import { visitWords } from './words.ts';

/** Where a run of words starts: `question` counts from 0 in the order given, `word` from 0 in its text. */
export type Place = { readonly question: number; readonly word: number };

/** The runs of n words of a benchmark's questions, looked up by a hash that rolls over the hashes of words. */
export type WordIndex = {
	readonly n: number;
	readonly questions: readonly IndexedQuestion[];
	/** Cheap: whether a run of n words with this hash may be in a question. */
	readonly mayHold: (hash: number) => boolean;
	/** Where it may start; the caller compares the words. Undefined for a run of more than `COMMON_QUESTIONS` questions. */
	readonly placesOf: (hash: number) => readonly Place[] | undefined;
};

export type IndexedQuestion = {
	/** Folded. */
	readonly text: string;
	readonly words: number;
	readonly startOf: (word: number) => number;
	readonly endOf: (word: number) => number;
};

/** Words that stand in more questions than this are a benchmark's own template, which other texts may have too. */
const COMMON_QUESTIONS = 20;

const FILTER_BITS = 24;
const BASE = 0x9e_37_79_b1 | 0;

/** The n words before a word, as one hash: h(w₁)·Bⁿ⁻¹ + … + h(wₙ), modulo 2³². */
export function createRollingHash(n: number): (wordHash: number, at: number) => number {
	const ring = new Int32Array(n);
	let leaving = 1;
	for (let power = 1; power < n; power += 1) leaving = Math.imul(leaving, BASE);
	let hash = 0;
	return (wordHash, at) => {
		const place = at % n;
		if (at === 0) {
			hash = 0;
			ring.fill(0);
		}
		hash = (Math.imul(hash - Math.imul(ring[place] ?? 0, leaving), BASE) + wordHash) | 0;
		ring[place] = wordHash;
		return hash;
	};
}

/** Indexes folded texts. Memory: their text and words, and one entry for every different run of n words of a question. */
export function createWordIndex(texts: readonly string[], n: number): WordIndex {
	const filter = new Uint32Array(1 << (FILTER_BITS - 5));
	const places = new Map<number, Place[]>();
	const roll = createRollingHash(n);
	const questions = texts.map((text, question) => {
		const bounds: number[] = [];
		visitWords(text, (wordHash, start, end) => {
			const at = bounds.length / 2;
			bounds.push(start, end);
			const hash = roll(wordHash, at);
			if (at < n - 1) return;
			const bit = bitOf(hash);
			filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
			addPlace(places, hash, { question, word: at - n + 1 });
		});
		return indexed(text, Int32Array.from(bounds));
	});
	return {
		n,
		questions,
		mayHold(hash) {
			const bit = bitOf(hash);
			return ((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
		},
		placesOf(hash) {
			const found = places.get(hash) ?? [];
			return found.length > COMMON_QUESTIONS ? undefined : found;
		},
	};
}

/** One place a question is enough: a run that is found is followed word by word. One place too many marks a common run. */
function addPlace(places: Map<number, Place[]>, hash: number, place: Place): void {
	const known = places.get(hash);
	if (known === undefined) places.set(hash, [place]);
	else if (known.at(-1)?.question !== place.question && known.length <= COMMON_QUESTIONS)
		known.push(place);
}

function indexed(text: string, bounds: Int32Array): IndexedQuestion {
	return {
		text,
		words: bounds.length / 2,
		startOf: (word) => bounds[2 * word] ?? 0,
		endOf: (word) => bounds[2 * word + 1] ?? 0,
	};
}

function bitOf(hash: number): number {
	return Math.imul(hash ^ (hash >>> 15), 0x2c_1b_3c_6d) >>> (32 - FILTER_BITS);
}
