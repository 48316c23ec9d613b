import { expect, test } from 'vitest';
import { createOverlapFinder } from './find-overlaps.ts';
import { createRollingHash } from './word-index.ts';
import { visitWords } from './words.ts';

const words = (from: number, count: number) =>
	Array.from({ length: count }, (_, at) => `w${from + at}`).join(' ');

test('a run of 15 words is found whatever its case, marks and line ends; one of 14 is not', () => {
	const { find } = createOverlapFinder([words(0, 30), words(100, 20)]);
	const shared = words(3, 15).toUpperCase().replaceAll(' ', ',\r\n');
	expect(find(`before ${shared} after`)).toEqual({
		overlaps: [{ question: 0, words: 15, share: 0.5, span: words(3, 15).replaceAll(' ', ',\r\n') }],
	});
	expect(find(`before ${words(3, 14)} after`)).toBeUndefined();
});

test('a run is followed to its end, and the longest of a question is named', () => {
	const { find } = createOverlapFinder([words(0, 60)]);
	const found = find(`${words(0, 16)} x ${words(20, 25)} y ${words(50, 10)}`);
	expect(found?.overlaps).toMatchObject([{ question: 0, words: 25, span: words(20, 25) }]);
});

test('a question that repeats itself is found once, from any of its repetitions', () => {
	const repeated = `${words(0, 15)} a ${words(0, 15)} b ${words(0, 15)} c d e f`;
	const { find } = createOverlapFinder([repeated]);
	expect(find(repeated)?.overlaps).toMatchObject([{ question: 0, share: 1 }]);
	expect(find(words(0, 15))?.overlaps).toMatchObject([{ words: 15 }]);
	expect(createOverlapFinder(['a '.repeat(500)]).find('a '.repeat(300))?.overlaps).toMatchObject([
		{ words: 300 },
	]);
});

test('words of more than 20 questions are a template and match none of them', () => {
	const template = words(0, 18);
	const questions = Array.from(
		{ length: 21 },
		(_, at) => `${template} ${words(1_000 * at + 100, 20)}`,
	);
	const { find } = createOverlapFinder(questions);
	expect(find(`${template} of something else`)).toEqual({ overlaps: [], common: words(0, 15) });
	expect(find(questions[7] ?? '')?.overlaps).toMatchObject([{ question: 7 }]);
	const few = createOverlapFinder(questions.slice(0, 20));
	expect(few.find(template)?.overlaps).toHaveLength(20);
});

test('an equal hash is no match', () => {
	// Two words that FNV-1a gives the same 32 bits.
	const hashes: number[] = [];
	for (const word of ['liquid', 'costarring']) visitWords(word, (hash) => hashes.push(hash));
	expect(hashes[0]).toBe(hashes[1]);
	const { find } = createOverlapFinder(['a liquid b'], 3);
	expect(find('a costarring b')).toBeUndefined();
	expect(find('A liquid, B')?.overlaps).toHaveLength(1);
});

test('the rolling hash of n words depends on those n alone', () => {
	const [long, short] = [createRollingHash(3), createRollingHash(3)];
	const after = [9, 8, 7, 1, 2, 3].map((hash, at) => long(hash, at)).at(-1);
	expect([1, 2, 3].map((hash, at) => short(hash, at)).at(-1)).toBe(after);
});

test('a span is cut, and the cost of a text grows no faster than its length', () => {
	const { find } = createOverlapFinder([words(0, 2_000)]);
	const [overlap] = find(words(0, 2_000))?.overlaps ?? [];
	expect(overlap?.span).toHaveLength(241);
	const time = (length: number) => {
		const text = 'a '.repeat(length);
		const begun = process.cpuUsage();
		find(text);
		return process.cpuUsage(begun).user / length;
	};
	time(100_000);
	expect(time(1_000_000)).toBeLessThan(5 * time(100_000) + 1);
});
