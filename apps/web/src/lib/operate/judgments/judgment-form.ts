import type { ConsoleForm } from '../forms/console-form.ts';

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
			choices: [
				{ value: 'file', text: 'those of the files' },
				{ value: 'reread', text: 'what our reader reads in the judge’s words' },
			],
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
