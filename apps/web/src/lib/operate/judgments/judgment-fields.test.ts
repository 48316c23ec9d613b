import { expect, test } from 'vitest';
import { readImportFields } from './judgment-fields.ts';

test('an empty form takes the decisions of the files, and refuses what is not known', () => {
	const empty = { judge: '', judged_by: '', model: '', baseline: '', map: '', tie_within: '' };
	expect(readImportFields(empty)).toEqual({
		problems: {},
		metadata: {
			tie_within: 0,
			answers: 'known',
			others: 'refuse',
			visibility: 'public',
			dry_run: false,
		},
	});
});

test('what is filled in is what the API is told', () => {
	const fields = {
		judge: 'published',
		judged_by: 'GPT 4o',
		decisions: 'reread',
		tie_within: '0.1',
		answers: 'unknown',
		others: 'skip',
		visibility: 'private',
		map: 'model=candidate, judge=meta.rater',
		dry_run: 'yes',
	};
	expect(readImportFields(fields)).toMatchObject({
		metadata: {
			judge: 'published',
			judged_by: 'GPT 4o',
			decisions: 'reread',
			tie_within: 0.1,
			answers: 'unknown',
			others: 'skip',
			visibility: 'private',
			map: { model: 'candidate', judge: 'meta.rater' },
			dry_run: true,
		},
	});
});

test('what cannot be read is told for each field at once', () => {
	expect(readImportFields({ map: 'candidate', tie_within: 'a bit' }).problems).toEqual({
		map: 'It has no pair "=candidate": write OURS=THEIRS, such as response=completion.',
		tie_within: 'Write a number from 0 to 0.45, such as 0.1.',
	});
});
