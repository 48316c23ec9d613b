import { expect, test } from 'vitest';
import { findSlow } from '../bench/growth/find-slow.ts';
import { HOSTILE_PATTERNS } from '../bench/growth/hostile-patterns.ts';
import { TEXT_READERS } from '../bench/growth/text-readers.ts';

test.each(TEXT_READERS)('$name reads a longer text in proportion', async ({ read }) => {
	expect(await findSlow(read, HOSTILE_PATTERNS, { from: 5_000, to: 50_000 })).toEqual([]);
});

/** What took minutes for a megabyte once. */
const WORST: Readonly<Record<string, readonly string[]>> = {
	findLabels: ['labels with a gap'],
	readReplyEnd: ['token limits'],
	readVerdict: ['labels with a gap', 'labels in double quotes', 'backticks, then words'],
	'readVerdict of what both answers hold': ['labels in backticks', 'opening curly quotes'],
	escapeForJudge: ['labels with a gap', 'carriage returns', 'line separators'],
	findSuspicions: ['marks on a letter', 'Hangul jamo'],
	countTokens: ['letters', 'opening single quotes'],
};

test.each(Object.entries(WORST))('%s reads a megabyte in proportion', async (name, patterns) => {
	const reader = TEXT_READERS.find((one) => one.name === name);
	const hostile = HOSTILE_PATTERNS.filter((pattern) => patterns.includes(pattern.name));
	expect(hostile).toHaveLength(patterns.length);
	const read = reader?.read ?? (() => expect.unreachable(`no reader is called ${name}`));
	expect(await findSlow(read, hostile, { from: 10_000, to: 1_000_000 })).toEqual([]);
});
