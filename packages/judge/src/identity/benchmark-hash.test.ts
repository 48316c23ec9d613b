import { expect, test } from 'vitest';
import { type HashedQuestion, hashBenchmark } from './benchmark-hash.ts';

const FIRST: HashedQuestion = {
	question_id: 'q1',
	content_hash: 'c1',
	category: 'Code',
	subcategory: 'é €',
	languages: ['Rust', 'Go'],
	difficulty: 'easy',
	baseline_hash: 'b1',
};
const SECOND: HashedQuestion = {
	question_id: 'q2',
	content_hash: 'c2',
	category: 'Code',
	subcategory: 'b',
	languages: [],
	difficulty: 'hard',
	baseline_hash: 'b2',
};

test('the hash of a benchmark version never changes between versions of the program', () => {
	expect(hashBenchmark([FIRST, SECOND])).toBe(
		'4d88e47825f1f9bd28ae2c67dbe71f75dc3f8b71e94c1a7b3c429f1e7c2d449a',
	);
});

test.each([
	{ question_id: 'x' },
	{ content_hash: 'x' },
	{ category: 'x' },
	{ subcategory: 'x' },
	{ languages: ['Go', 'Rust'] },
	{ difficulty: 'hard' },
	{ baseline_hash: 'x' },
])('with %o it is another version', (change) => {
	expect(hashBenchmark([{ ...FIRST, ...change }, SECOND])).not.toBe(hashBenchmark([FIRST, SECOND]));
});

test('the order of the questions is a part of the version', () => {
	expect(hashBenchmark([SECOND, FIRST])).not.toBe(hashBenchmark([FIRST, SECOND]));
});
