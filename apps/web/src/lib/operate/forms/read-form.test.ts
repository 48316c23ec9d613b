import { expect, test } from 'vitest';
import type { ConsoleForm } from './console-form.ts';
import { microUsdOf, placeProblems, readForm, wholeOf } from './read-form.ts';

const FORM: ConsoleForm = {
	action: 'start',
	submit: 'Start',
	fields: [
		{ name: 'judge', label: 'Judge', kind: 'choice', isNeeded: true },
		{ name: 'times', label: 'Times', kind: 'whole-number' },
		{ name: 'budget', label: 'Budget', kind: 'dollars', apiName: 'budget_micro_usd' },
		{ name: 'file', label: 'File', kind: 'file', isNeeded: true },
	],
};

function formOf(fields: Readonly<Record<string, string | Blob>>): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) data.set(name, value);
	return data;
}

test('every field that cannot be read has its own sentence, all at once', () => {
	const { problems } = readForm(FORM, formOf({ times: '1.5', budget: 'much', file: new Blob([]) }));
	expect(problems).toEqual({
		judge: 'Choose one.',
		times: '"1.5" is not a whole number.',
		budget: '"much" is not an amount: write dollars such as 2.50.',
		file: 'Choose a file.',
	});
});

test('what is read is a number, micro-dollars or a file; an empty field is absent', () => {
	const sent = { judge: ' a@1 ', times: '3', budget: '2.50', file: new Blob(['{}']) };
	const { fields, files, problems } = readForm(FORM, formOf(sent));
	expect(problems).toEqual({});
	expect([fields['judge'], wholeOf(fields, 'times'), microUsdOf(fields, 'budget')]).toEqual([
		'a@1',
		3,
		2_500_000,
	]);
	expect(files['file']?.[0]?.size).toBe(2);
	expect([wholeOf({}, 'times'), microUsdOf({ budget: '' }, 'budget')]).toEqual([
		undefined,
		undefined,
	]);
});

test('a problem of the API stands next to its field, and one without a field above the form', () => {
	const errors = [
		{ name: 'metadata.judge', reason: 'There is no such judge.' },
		{ name: 'budget_micro_usd', reason: 'It is 0 or more.' },
		{ name: 'row 3', reason: 'It has no label.' },
	];
	expect(placeProblems(FORM, { detail: 'Three problems.', errors })).toEqual({
		message: 'Nothing was done: 2 fields need a change. row 3: It has no label.',
		problems: { judge: 'There is no such judge.', budget: 'It is 0 or more.' },
	});
	const named = ['slug', 'baseline.slug'].map((apiName) => ({
		name: `field of ${apiName}`,
		label: '',
		kind: 'text' as const,
		apiName,
	}));
	const nested = [{ name: 'metadata.baseline.slug', reason: 'Too long.' }];
	expect(
		placeProblems({ ...FORM, fields: named }, { detail: '', errors: nested }).problems,
	).toEqual({ 'field of baseline.slug': 'Too long.' });
	expect(placeProblems(FORM, { detail: 'The run exists.' })).toEqual({
		message: 'The run exists.',
		problems: {},
	});
});
