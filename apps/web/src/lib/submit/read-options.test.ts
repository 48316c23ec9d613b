import { expect, test } from 'vitest';
import { readOptions } from './read-options.ts';

const none = { stripThinking: false, repair: false, map: '', sample: '' };

test('nothing typed reads the file as it is', () => {
	expect(readOptions(none)).toEqual({
		kind: 'read',
		prepare: { stripThinking: false, repair: false, sample: undefined, map: undefined },
	});
});

test('names of fields and the sample are those that the server would read', () => {
	const typed = { ...none, map: 'response=completion, question_id=task.id', sample: 'first' };
	expect(readOptions(typed)).toMatchObject({
		prepare: {
			sample: 1,
			map: new Map([
				['response', 'completion'],
				['question_id', 'task.id'],
			]),
		},
	});
});

test('what is wrong with both is told at once', () => {
	const read = readOptions({ ...none, map: 'completion', sample: 'best' });
	expect(read).toEqual({
		kind: 'wrong',
		problems: {
			map: expect.stringContaining('OURS=THEIRS'),
			sample: 'It is "first", or a number from 1 to 1000.',
		},
	});
});
