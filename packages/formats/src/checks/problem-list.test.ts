import { expect, test } from 'vitest';
import { problemAt } from './problem.ts';
import { createProblemList, describeRest } from './problem-list.ts';

const at = (line: number, field: string) =>
	problemAt({ line }, { field, value: `v${line}`, reason: 'wrong-value', says: 'no.' });

test('200 problems are kept and the rest are counted', () => {
	const list = createProblemList();
	for (let line = 1; line <= 230; line += 1) list.add(at(line, `field-${line}`));
	const problems = list.list();
	expect(problems.shown).toHaveLength(200);
	expect(problems.total).toBe(230);
	expect(describeRest(problems)).toBe('and 30 more problems');
});

test('ten rows with the same fault are ten problems, eleven are one with a count and three examples', () => {
	const list = createProblemList();
	for (let line = 1; line <= 10; line += 1) list.add(at(line, 'a'));
	expect(list.list().shown).toHaveLength(10);
	list.add(at(11, 'a'));
	list.add(at(12, 'b'));
	const problems = list.list();
	expect(problems.shown.map(({ message, times }) => [message, times])).toEqual([
		['Row 1: no. The same is wrong with 10 other rows, such as row 2 ("v2") and row 3 ("v3").', 11],
		['Row 12: no.', undefined],
	]);
	expect(problems.total).toBe(12);
	expect(describeRest(problems)).toBeUndefined();
});

test('one problem of the whole file takes the place of those of its rows', () => {
	const list = createProblemList();
	list.add(at(1, 'a'));
	list.add({ reason: 'missing-responses', message: 'Missing.' });
	list.replace(['wrong-value'], { reason: 'unknown-format', message: 'All.' });
	expect(list.list()).toEqual({
		shown: [
			{ reason: 'missing-responses', message: 'Missing.' },
			{ reason: 'unknown-format', message: 'All.' },
		],
		total: 2,
	});
});
