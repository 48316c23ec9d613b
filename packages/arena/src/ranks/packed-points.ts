import { UNSCORED } from '../outcomes/outcome-matrix.ts';

/**
 * Points (0, 1, 2; unscored counts 0) of many models on each question, several models to a 53-bit integer, so that one
 * addition serves them all: a sum over as many draws as there are questions stays below each field's end.
 */
export type PackedPoints = {
	/** question × wordsPerQuestion. */
	readonly words: Float64Array;
	/** A multiple of `LANES`. */
	readonly wordsPerQuestion: number;
	readonly fieldsPerWord: number;
	/** 2 to the number of bits of a field. */
	readonly fieldSize: number;
};

const SAFE_BITS = 53;
const LANES = 4;

/** Packs rows of outcome codes, all of one length n with 2n < 2⁵². */
export function packPoints(models: readonly Int8Array[]): PackedPoints {
	const questions = models[0]?.length ?? 0;
	const bits = Math.max(1, Math.ceil(Math.log2(2 * questions + 1)));
	const fieldsPerWord = Math.floor(SAFE_BITS / bits);
	const wordsPerQuestion = LANES * Math.ceil(models.length / fieldsPerWord / LANES);
	const words = new Float64Array(questions * wordsPerQuestion);
	models.forEach((cells, model) => {
		const word = Math.floor(model / fieldsPerWord);
		const weight = 2 ** (bits * (model % fieldsPerWord));
		for (let question = 0; question < questions; question++) {
			const cell = cells[question] ?? UNSCORED;
			if (cell === UNSCORED) continue;
			const at = question * wordsPerQuestion + word;
			words[at] = (words[at] ?? 0) + cell * weight;
		}
	});
	return { words, wordsPerQuestion, fieldsPerWord, fieldSize: 2 ** bits };
}

/** Writes into `sums` every model's points over the drawn questions, a question as often as it was drawn. */
export function sumDraws(packed: PackedPoints, draws: Int32Array, sums: Float64Array): void {
	const { words, wordsPerQuestion, fieldsPerWord } = packed;
	for (let word = 0; word < wordsPerQuestion; word += LANES) {
		// Four independent sums keep the adder busy; they stay in registers.
		let a = 0;
		let b = 0;
		let c = 0;
		let d = 0;
		for (let draw = 0; draw < draws.length; draw++) {
			const at = (draws[draw] ?? 0) * wordsPerQuestion + word;
			a += words[at] ?? 0;
			b += words[at + 1] ?? 0;
			c += words[at + 2] ?? 0;
			d += words[at + 3] ?? 0;
		}
		unpackWord(packed, a, word * fieldsPerWord, sums);
		unpackWord(packed, b, (word + 1) * fieldsPerWord, sums);
		unpackWord(packed, c, (word + 2) * fieldsPerWord, sums);
		unpackWord(packed, d, (word + 3) * fieldsPerWord, sums);
	}
}

function unpackWord(packed: PackedPoints, word: number, from: number, sums: Float64Array) {
	const { fieldsPerWord, fieldSize } = packed;
	const end = Math.min(from + fieldsPerWord, sums.length);
	let rest = word;
	for (let model = from; model < end; model++) {
		const upper = Math.floor(rest / fieldSize);
		sums[model] = rest - upper * fieldSize;
		rest = upper;
	}
}
