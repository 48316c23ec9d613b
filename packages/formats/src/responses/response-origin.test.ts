import { expect, test } from 'vitest';
import { createOriginCollector, mergeOrigins } from './response-origin.ts';

const said = (more: Readonly<Record<string, unknown>> = {}) => ({
	question_id: 'q1',
	response: 'x',
	provenance: { made_by: 'codejoust 0.2.0', sampling: { temperature: 0 }, ...more },
});

function collect(records: readonly Record<string, unknown>[]) {
	const collector = createOriginCollector();
	for (const record of records) collector.add(record as Parameters<typeof collector.add>[0]);
	return collector.finish();
}

test('answers that say how they were made are counted, with their models, settings and times', () => {
	const rows = [
		said({ model_reported: 'm-1', date: '2026-11-30T10:00:00+02:00' }),
		said({ model_reported: 'm-2', date: '2026-11-30T07:00:00.000Z' }),
		{ question_id: 'q3', response: 'x' },
	];
	expect(collect(rows)).toEqual({
		made_by: 'codejoust 0.2.0',
		answers: 2,
		models_reported: ['m-1', 'm-2'],
		sampling: { temperature: 0 },
		from: '2026-11-30T07:00:00.000Z',
		until: '2026-11-30T08:00:00.000Z',
	});
});

test.each([
	['nothing', {}],
	['a text', { provenance: 'codejoust 0.2.0' }],
	['a list', { provenance: ['codejoust'] }],
	['no program', { provenance: { made_by: '' } }],
	['control characters', { provenance: { made_by: 'codejoust\u001b[2J' } }],
	['a long text', { provenance: { made_by: 'x'.repeat(81) } }],
])('a record with %s in the place of a provenance says nothing', (_, record) => {
	expect(collect([record])).toBeUndefined();
});

test('an unreadable part of a provenance is left out, the others stay', () => {
	const rows = [said({ model_reported: 7, date: 'yesterday', sampling: { a: { b: 1 } } })];
	expect(collect(rows)).toEqual({
		made_by: 'codejoust 0.2.0',
		answers: 1,
		models_reported: [],
		sampling: null,
		from: null,
		until: null,
	});
});

test('settings that differ between answers are not said, whatever their order', () => {
	const sampling = (settings: object) => said({ sampling: settings });
	expect(collect([sampling({ a: 1, b: 2 }), sampling({ b: 2, a: 1 })])?.sampling).toEqual({
		a: 1,
		b: 2,
	});
	expect(collect([sampling({ a: 1 }), sampling({ a: 2 })])?.sampling).toBeNull();
});

test('answers of another program are not counted, and models are bounded', () => {
	expect(collect([said(), said({ made_by: 'other 1' })])?.answers).toBe(1);
	const many = Array.from({ length: 20 }, (_, at) => said({ model_reported: `m-${at}` }));
	expect(collect(many)?.models_reported).toHaveLength(8);
	const one = collect([said()]);
	if (!one) throw new Error('nothing was collected');
	expect(mergeOrigins(one, one).answers).toBe(2);
});
