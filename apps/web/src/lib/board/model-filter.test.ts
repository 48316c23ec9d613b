import { expect, test } from 'vitest';
import { aRow } from './fixtures/row.ts';
import { filterModels, type ModelFilter, modelChoices } from './model-filter.ts';

const aModel = (slug: string, model: Partial<ReturnType<typeof aRow>['model']>) => {
	const row = aRow({ slug });
	return { ...row, model: { ...row.model, ...model } };
};
const rows = [
	aModel('opal-7b', { organisation: 'Quarry', licence: 'MIT', open_weights: true }),
	aModel('opal-max', { organisation: 'Quarry', licence: 'proprietary', open_weights: false }),
	aModel('elm', { organisation: 'Valley', variant: { effort: 'high' } }),
];

test.each<[ModelFilter, string[]]>([
	[{}, ['opal-7b', 'opal-max', 'elm']],
	[{ org: 'Quarry' }, ['opal-7b', 'opal-max']],
	[{ org: 'Quarry', licence: 'MIT' }, ['opal-7b']],
	[{ open: 'yes' }, ['opal-7b']],
	[{ open: 'no' }, ['opal-max']],
	[{ open: 'unknown' }, ['elm']],
	[{ q: 'OPAL quarry' }, ['opal-7b', 'opal-max']],
	[{ q: 'high' }, ['elm']],
	[{ q: 'opal valley' }, []],
])('%j leaves %j', (filter, slugs) => {
	expect(filterModels(rows, filter).map(({ model }) => model.slug)).toEqual(slugs);
});

test('the choices are what the rows have, with their numbers, by name', () => {
	expect(modelChoices(rows)).toEqual({
		orgs: [
			{ name: 'Quarry', n: 2 },
			{ name: 'Valley', n: 1 },
		],
		licences: [
			{ name: 'MIT', n: 1 },
			{ name: 'proprietary', n: 1 },
		],
		open: [
			{ name: 'no', n: 1 },
			{ name: 'unknown', n: 1 },
			{ name: 'yes', n: 1 },
		],
	});
});
