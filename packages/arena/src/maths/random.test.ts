import { expect, test } from 'vitest';
import { createRandom, createXoshiro128, drawInts, mixSeed } from './random.ts';

test('the generator gives the published first outputs of xoshiro128**', () => {
	const next = createXoshiro128([1, 2, 3, 4]);
	expect(Array.from({ length: 10 }, next)).toEqual([
		11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
		4258142804,
	]);
});

test('a seed fixes its draws for good', () => {
	const random = createRandom('codejoust');
	expect([random.nextUint32(), random.nextUint32(), random.nextUint32()]).toEqual([
		1079710708, 581436349, 2448503501,
	]);
});

test('equal seeds draw the same and seeds that differ in one character do not', () => {
	const draw = (seed: string) => {
		const random = createRandom(seed);
		return Array.from({ length: 8 }, () => random.nextUint32());
	};
	expect(draw('slice 1')).toEqual(draw('slice 1'));
	expect(draw('slice 1')).not.toEqual(draw('slice 2'));
	expect(draw('')).not.toEqual(draw(' '));
});

test('fractions lie in [0, 1) and average one half', () => {
	const random = createRandom('mean');
	const draws = Array.from({ length: 20_000 }, () => random.next());
	expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
	expect(Math.max(...draws)).toBeLessThan(1);
	const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
	expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / draws.length));
});

test.each([3, 7, 397])('integers below %i are equally likely (chi-square)', (n) => {
	const random = createRandom(`chi-square ${n}`);
	const perCell = 500;
	const counts = new Array<number>(n).fill(0);
	for (let draw = 0; draw < n * perCell; draw++) {
		const value = random.nextInt(n);
		counts[value] = (counts[value] ?? 0) + 1;
	}
	const chiSquare = counts.reduce((sum, count) => sum + (count - perCell) ** 2 / perCell, 0);
	expect(counts).toHaveLength(n);
	expect(chiSquare).toBeLessThan(n - 1 + 4 * Math.sqrt(2 * (n - 1)));
});

test('a range that does not divide 2³² has no favoured end', () => {
	const random = createRandom('bias');
	const third = 2 ** 30;
	const draws = Array.from({ length: 6000 }, () => random.nextInt(3 * third));
	const share = draws.filter((draw) => draw < third).length / draws.length;
	expect(Math.abs(share - 1 / 3)).toBeLessThan(0.03);
});

test('a range that holds no integer is refused', () => {
	const random = createRandom('range');
	for (const n of [0, -1, 1.5, Number.NaN, 2 ** 32 + 1]) {
		expect(() => random.nextInt(n)).toThrow(RangeError);
	}
	expect(random.nextInt(1)).toBe(0);
});

test('mixed seeds keep their parts apart', () => {
	expect(mixSeed('a', 'b')).not.toBe(mixSeed('ab'));
	expect(mixSeed('a', 'b')).not.toBe(mixSeed('b', 'a'));
	expect(mixSeed('1:a')).not.toBe(mixSeed(1, 'a'));
	expect(mixSeed('s', 1)).toBe(mixSeed('s', '1'));
});

test.each([1, 3, 500, 2 ** 31 + 1])('many draws below %d are those of as many calls', (n) => {
	const drawn = new Int32Array(400);
	drawInts('many', n, drawn);
	const { nextInt } = createRandom('many');
	expect([...drawn]).toEqual(Array.from(drawn, () => nextInt(n) | 0));
});

test('no number is drawn below one', () => {
	expect(() => drawInts('none', 0, new Int32Array(1))).toThrow(RangeError);
});
