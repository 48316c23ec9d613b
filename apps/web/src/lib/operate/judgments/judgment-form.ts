import type { ConsoleForm } from '../forms/console-form.ts';

const DECISION_CHOICES = [
	{ value: 'file', text: 'those of the files' },
	{ value: 'reread', text: 'what our reader reads in the judge’s words' },
];

export const IMPORT_JUDGMENTS: ConsoleForm = {
	action: 'importJudgments',
	submit: 'Import',
	other: { name: 'dry_run', text: 'Check only' },
	fields: [
		{ name: 'benchmark', label: 'Benchmark', kind: 'choice', isNeeded: true },
		{ name: 'judgments', label: 'Files of one format', kind: 'files', isNeeded: true },
		{
			name: 'judge',
			label: 'Slug of the recorded judge',
			kind: 'text',
			placeholder: 'recorded-, and who judged',
		},
		{
			name: 'judged_by',
			label: 'Who judged, if the files do not say it',
			kind: 'text',
			placeholder: 'gpt-4o-2024-08-06',
		},
		{ name: 'model', label: 'Model of records that name none', kind: 'text' },
		{ name: 'baseline', label: 'Baseline of records that name none', kind: 'text' },
		{
			name: 'decisions',
			label: 'Decisions',
			kind: 'choice',
			choices: DECISION_CHOICES,
		},
		{
			name: 'tie_within',
			label: 'A preference this close to one half is a tie',
			kind: 'text',
			placeholder: '0',
		},
		{
			name: 'answers',
			label: 'Models without answers here or in the files',
			kind: 'choice',
			choices: [
				{ value: 'known', text: 'refuse the import' },
				{ value: 'unknown', text: 'import without their answers' },
			],
		},
		{
			name: 'others',
			label: 'Records without the baseline',
			kind: 'choice',
			choices: [
				{ value: 'refuse', text: 'refuse the import' },
				{ value: 'skip', text: 'leave them out' },
			],
		},
		{
			name: 'visibility',
			label: 'Answers in the files become',
			kind: 'choice',
			choices: [
				{ value: 'public', text: 'public submissions' },
				{ value: 'private', text: 'private submissions' },
			],
		},
		{
			name: 'map',
			label: 'Fields of other names',
			kind: 'text',
			placeholder: 'model=candidate, judge=rater',
		},
	],
};

/** Its fields have names of their own: both forms stand on one page. */
export const IMPORT_PAIRS: ConsoleForm = {
	action: 'importPairs',
	submit: 'Import the pairs',
	other: { name: 'dry_run', text: 'Check the pairs only' },
	fields: [
		{
			name: 'judged_pairs',
			label: 'Files of judged pairs',
			kind: 'files',
			isNeeded: true,
			apiName: 'judgments',
		},
		{
			name: 'set',
			label: 'Set of the pairs',
			kind: 'text',
			isNeeded: true,
			placeholder: 'judgebench',
			apiName: 'set.slug',
		},
		{ name: 'title', label: 'Title of a new set', kind: 'text', apiName: 'set.name' },
		{ name: 'licence', label: 'Licence', kind: 'text', apiName: 'set.licence' },
		{
			name: 'pair_judge',
			label: 'Slug of the pairs’ recorded judge',
			kind: 'text',
			placeholder: 'recorded-, and who judged',
			apiName: 'judge',
		},
		{
			name: 'pair_judged_by',
			label: 'Who judged the pairs, if the files do not say it',
			kind: 'text',
			apiName: 'judged_by',
		},
		{
			name: 'pair_decisions',
			label: 'Decisions about the pairs',
			kind: 'choice',
			choices: DECISION_CHOICES,
			apiName: 'decisions',
		},
	],
};
