const WORD = /[\p{L}\p{N}]/u;
const FIRST_STEP = 16;
const LONGEST_STEP = 1024;

/** Whether a text says anything: a letter or a digit of any script. */
export function hasWords(text: string): boolean {
	return WORD.test(text);
}

/** Where the last letter or digit stands, in UTF-16 units; −1 without one. Reads from the end, where it nearly always is. */
export function findLastWord(text: string): number {
	let step = FIRST_STEP;
	for (let end = text.length; end > 0; end -= step, step = Math.min(2 * step, LONGEST_STEP)) {
		const start = Math.max(0, end - step);
		// One unit more, for a pair of surrogates that the step cuts.
		const part = text.slice(start, end + 1);
		const last = [...part.matchAll(/[\p{L}\p{N}]/gu)].at(-1);
		if (last !== undefined) return start + last.index;
	}
	return -1;
}
