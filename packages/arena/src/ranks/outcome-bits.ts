import { TIE, UNSCORED, WIN } from '../outcomes/outcome-matrix.ts';
import type { PairedDifference } from './paired-differences.ts';

/** Rows of outcome codes as bits, so that two of them are compared on 32 questions by a few operations. */
export type OutcomeBits = {
	readonly models: readonly Int8Array[];
	readonly wordsPerModel: number;
	/** Models × words. */
	readonly wins: Int32Array;
	readonly ties: Int32Array;
	readonly scored: Int32Array;
	/** Points of each model over all its scored questions. */
	readonly points: Int32Array;
	/** The questions that each model lacks, ascending. */
	readonly absent: readonly Int32Array[];
};

/** Of rows of one length. */
export function packOutcomes(models: readonly Int8Array[]): OutcomeBits {
	const wordsPerModel = Math.ceil((models[0]?.length ?? 0) / 32);
	const planes = Array.from({ length: 3 }, () => new Int32Array(models.length * wordsPerModel));
	const [wins = NONE, ties = NONE, scored = NONE] = planes;
	const points = new Int32Array(models.length);
	models.forEach((cells, model) => {
		for (let question = 0; question < cells.length; question++) {
			const cell = cells[question] ?? UNSCORED;
			if (cell === UNSCORED) continue;
			const word = model * wordsPerModel + (question >> 5);
			const bit = 1 << (question & 31);
			scored[word] = (scored[word] ?? 0) | bit;
			if (cell === WIN) wins[word] = (wins[word] ?? 0) | bit;
			if (cell === TIE) ties[word] = (ties[word] ?? 0) | bit;
			points[model] = (points[model] ?? 0) + cell;
		}
	});
	return { models, wordsPerModel, wins, ties, scored, points, absent: models.map(listAbsent) };
}

const NONE = new Int32Array();

/** The sums of `tallyDifference`, and on how many questions the two differ. */
export function tallyBits(
	bits: OutcomeBits,
	first: number,
	second: number,
): Pick<PairedDifference, 'shared' | 'sum' | 'sumOfSquares'> & { readonly discordant: number } {
	const { models, wordsPerModel, wins, ties, scored, points, absent } = bits;
	const a = first * wordsPerModel;
	const b = second * wordsPerModel;
	let ones = 0;
	let twos = 0;
	for (let word = 0; word < wordsPerModel; word++) {
		const both = (scored[a + word] ?? 0) & (scored[b + word] ?? 0);
		const tiesOfA = ties[a + word] ?? 0;
		const tiesOfB = ties[b + word] ?? 0;
		ones += countBits((tiesOfA ^ tiesOfB) & both);
		twos += countBits(
			((wins[a + word] ?? 0) ^ (wins[b + word] ?? 0)) & ~(tiesOfA | tiesOfB) & both,
		);
	}
	const cells = models[first];
	const others = models[second];
	let shared = cells?.length ?? 0;
	let sum = (points[first] ?? 0) - (points[second] ?? 0);
	// What one of them lacks is in neither the shared questions nor the sum.
	const lacking = absent[first] ?? NONE;
	const lackingToo = absent[second] ?? NONE;
	for (let at = 0; at < lacking.length; at++) {
		shared--;
		const cell = others?.[lacking[at] ?? 0] ?? UNSCORED;
		if (cell !== UNSCORED) sum += cell;
	}
	for (let at = 0; at < lackingToo.length; at++) {
		const cell = cells?.[lackingToo[at] ?? 0] ?? UNSCORED;
		if (cell === UNSCORED) continue;
		shared--;
		sum -= cell;
	}
	return { shared, sum, sumOfSquares: ones + 4 * twos, discordant: ones + twos };
}

/** Warren 2012, "Hacker's Delight", section 5-1. */
function countBits(word: number): number {
	const pairs = word - ((word >>> 1) & 0x55555555);
	const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
	return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function listAbsent(cells: Int8Array): Int32Array {
	const absent: number[] = [];
	for (let question = 0; question < cells.length; question++) {
		if (cells[question] === UNSCORED) absent.push(question);
	}
	return Int32Array.from(absent);
}
