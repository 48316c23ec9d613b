import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeIssue } from './plain-issues.ts';

const shape = z.strictObject({
	text: z.string().min(3).max(5),
	count: z.int().min(1).max(9),
	share: z.number().gt(0).lt(1),
	rule: z.enum(['majority', 'mean']),
	one: z.literal(1),
	names: z.array(z.string()).min(1).max(2),
	is: z.boolean(),
});
const FITTING = {
	text: 'abcd',
	count: 1,
	share: 0.5,
	rule: 'mean',
	one: 1,
	names: ['a'],
	is: true,
};

test.each([
	[{ text: 'abcdef' }, 'It has 6 characters; at most 5 are allowed.'],
	[{ text: 'a' }, 'It has 1 character; at least 3 are needed.'],
	[{ text: '' }, 'It is empty.'],
	[{ text: 5 }, 'It has to be a text; it is a number.'],
	[{ text: null }, 'It has to be a text; it is null.'],
	[{ text: undefined }, 'It is missing.'],
	[{ count: 10 }, 'It has to be at most 9.'],
	[{ count: 0 }, 'It has to be at least 1.'],
	[{ count: 1.5 }, 'It has to be a whole number; it is a number.'],
	[{ count: NaN }, 'It has to be a number; it is no number.'],
	[{ share: 1 }, 'It has to be below 1.'],
	[{ share: 0 }, 'It has to be above 0.'],
	[{ rule: 'loudest' }, 'It has to be "majority" or "mean".'],
	[{ one: 2 }, 'It has to be 1.'],
	[{ names: [] }, 'It is empty.'],
	[{ names: ['a', 'b', 'c'] }, 'It has 3 entries; at most 2 are allowed.'],
	[{ names: {} }, 'It has to be a list; it is an object.'],
	[{ is: 'yes' }, 'It has to be true or false; it is a text.'],
	[{ colour: 'red' }, 'There is no field "colour" here.'],
	[{ colour: 'red', tone: 1 }, 'There are no fields "colour", "tone" here.'],
])('%j is told as: %s', (given, told) => {
	const parsed = shape.safeParse({ ...FITTING, ...given }, { error: describeIssue });
	expect(parsed.error?.issues.map(({ message }) => message)).toEqual([told]);
});

test('what it has no words for keeps those of the schema', () => {
	const named = z.string().regex(/^a/, 'It begins with a.');
	expect(named.safeParse('b', { error: describeIssue }).error?.issues[0]?.message).toBe(
		'It begins with a.',
	);
	expect(z.url().safeParse('b', { error: describeIssue }).error?.issues[0]?.message).toBe(
		'Invalid URL',
	);
});
