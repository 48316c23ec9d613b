import { expect, test } from 'vitest';
import { describeCheckpoint, describeProvenance, nameProvenance } from './provenance-words.ts';
import type { Provenance } from './schemas/provenance.ts';

const nothing: Provenance = {
	kind: 'submitted',
	made_by: null,
	answers: 0,
	models_reported: [],
	sampling: null,
	from: null,
	until: null,
	rerun_at: null,
};
const said: Provenance = {
	...nothing,
	kind: 'codejoust',
	made_by: 'codejoust 0.2.0',
	answers: 40,
	models_reported: ['m-2026'],
	sampling: { temperature: 0 },
	from: '2026-11-29T10:00:00.000Z',
	until: '2026-11-30T10:00:00.000Z',
};

test('a file that says nothing is described by nothing', () => {
	expect(describeProvenance(nothing, 42)).toEqual([]);
	expect(nameProvenance(nothing)).toBeUndefined();
});

test('what a file says is told as a claim, with how many answers it is about', () => {
	expect(nameProvenance(said)).toBe('says: made with codejoust 0.2.0');
	expect(describeProvenance(said, 42)).toEqual([
		'The file says of 40 of 42 answers that they were made with codejoust 0.2.0, reported as m-2026, with temperature 0, from 2026-11-29 to 2026-11-30.',
	]);
	expect(describeProvenance(said, 40)[0]).toMatch(/^The file says that they were made with/);
});

test('the word of an operator comes first', () => {
	const marked: Provenance = { ...said, kind: 'operator', rerun_at: '2026-12-01T10:00:00.000Z' };
	expect(nameProvenance(marked)).toBe('re-run by the operator');
	expect(describeProvenance(marked, 40)).toHaveLength(2);
});

test('a checkpoint is a step or a number of tokens', () => {
	expect(describeCheckpoint({ of: 'm', step: 12_000, tokens: null })).toBe('step 12,000');
	expect(describeCheckpoint({ of: 'm', step: null, tokens: 2e9 })).toBe('2,000,000,000 tokens');
});
