/** Code units of a shingle. */
const SHINGLE = 4;
/** Shingles that are kept of a question: its rarest half, but at least 200 (a short one keeps all) and at most 1,000. */
const KEPT = { least: 200, most: 1_000 } as const;

export type ShingleIndex = {
	/**
	 * Visits the questions that share shingles with a text and whose length is between half and twice its own (others
	 * cannot be half alike). Their closeness is in (0, 1]: the share of the question's kept shingles that the text has, less
	 * in proportion where the text is longer than the question.
	 */
	readonly visit: (text: string, take: (question: number, closeness: number) => void) => void;
};

/**
 * Questions by their shingles (runs of 4 code units). Of each question the rarer half of its shingles is kept, rare meaning
 * in few questions: frequent ones tell little and cost most.
 */
export function createShingleIndex(texts: readonly string[]): ShingleIndex {
	const shingles = texts.map(distinctShingles);
	const spread = countQuestions(shingles);
	const ids = new Map<number, number>();
	const postings: number[][] = [];
	const kept = shingles.map((own, question) => {
		const rare = keepRare(own, spread);
		for (const hash of rare) {
			const id = ids.get(hash) ?? postings.length;
			if (id === postings.length) {
				ids.set(hash, id);
				postings.push([]);
			}
			postings[id]?.push(question);
		}
		return rare.length;
	});
	return {
		visit: createVisit(texts, {
			ids,
			postings: postings.map((each) => Int32Array.from(each)),
			kept,
		}),
	};
}

type Kept = {
	readonly ids: ReadonlyMap<number, number>;
	readonly postings: readonly Int32Array[];
	/** Shingles kept of each question. */
	readonly kept: readonly number[];
};

function createVisit(
	texts: readonly string[],
	{ ids, postings, kept }: Kept,
): ShingleIndex['visit'] {
	const shared = new Int32Array(texts.length);
	const lastSeen = new Int32Array(postings.length);
	const longest = Math.max(0, ...texts.map(({ length }) => length));
	const shortest = Math.min(...texts.map(({ length }) => length));
	let visit = 0;
	return (text, take) => {
		if (text.length > 2 * longest || 2 * text.length < shortest) return;
		visit += 1;
		const touched: number[] = [];
		visitShingles(text, (hash) => {
			const id = ids.get(hash);
			if (id === undefined || lastSeen[id] === visit) return;
			lastSeen[id] = visit;
			for (const question of postings[id] ?? []) {
				if (shared[question] === 0) touched.push(question);
				shared[question] = (shared[question] ?? 0) + 1;
			}
		});
		for (const question of touched) {
			const length = texts[question]?.length ?? 0;
			const share = (shared[question] ?? 0) / (kept[question] ?? 1);
			shared[question] = 0;
			if (length > 2 * text.length || text.length > 2 * length) continue;
			take(question, share * Math.min(1, length / text.length));
		}
	};
}

/** Of a text shorter than a shingle, the text itself is one. */
function visitShingles(text: string, take: (hash: number) => void): void {
	if (text.length < SHINGLE) {
		take(hashOf(text, 0, text.length));
		return;
	}
	for (let at = 0; at + SHINGLE <= text.length; at += 1) take(hashOf(text, at, SHINGLE));
}

function hashOf(text: string, from: number, length: number): number {
	let hash = 0x81_1c_9d_c5 | 0;
	for (let at = from; at < from + length; at += 1)
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
	return hash;
}

function distinctShingles(text: string): readonly number[] {
	const hashes = new Set<number>();
	visitShingles(text, (hash) => hashes.add(hash));
	return [...hashes];
}

function countQuestions(shingles: readonly (readonly number[])[]): ReadonlyMap<number, number> {
	const counts = new Map<number, number>();
	for (const own of shingles) for (const hash of own) counts.set(hash, (counts.get(hash) ?? 0) + 1);
	return counts;
}

function keepRare(own: readonly number[], spread: ReadonlyMap<number, number>): readonly number[] {
	const rarest = [...own].sort((a, b) => (spread.get(a) ?? 0) - (spread.get(b) ?? 0) || a - b);
	const half = Math.ceil(own.length / 2);
	return rarest.slice(0, Math.min(KEPT.most, Math.max(KEPT.least, half)));
}
