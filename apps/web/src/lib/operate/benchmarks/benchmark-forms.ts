import type { ConsoleForm } from '../forms/console-form.ts';

export const IMPORT_BENCHMARK: ConsoleForm = {
	action: 'importBenchmark',
	submit: 'Publish the benchmark',
	fields: [
		{ name: 'questions', label: 'Questions', kind: 'file', isNeeded: true },
		{
			name: 'baseline_file',
			label: 'Answers of the baseline, where the questions have none',
			kind: 'file',
			apiName: 'baseline_responses',
		},
		{ name: 'task_types', label: 'Mapping of task types, if any', kind: 'file' },
		{
			name: 'map',
			label: 'Fields of the questions that have other names',
			kind: 'text',
			placeholder: 'prompt=task, question_id=id',
		},
		{
			name: 'reference_model',
			label: 'Model whose answers are the references',
			kind: 'text',
			placeholder: 'none',
		},
		{ name: 'slug', label: 'Slug', kind: 'text', isNeeded: true, placeholder: 'our-tasks' },
		{ name: 'version', label: 'Version', kind: 'text', placeholder: '1' },
		{ name: 'name', label: 'Name', kind: 'text', isNeeded: true },
		{ name: 'licence', label: 'Licence', kind: 'text' },
		{
			name: 'visibility',
			label: 'Shown to',
			kind: 'choice',
			choices: [
				{ value: 'public', text: 'everybody, with its texts: public' },
				{ value: 'unlisted', text: 'readers who know its address: unlisted' },
				{ value: 'private', text: 'everybody in numbers, operators with its texts: private' },
			],
		},
		{
			name: 'baseline_slug',
			label: 'Slug of the baseline model',
			kind: 'text',
			isNeeded: true,
			apiName: 'baseline.slug',
		},
		{
			name: 'baseline_name',
			label: 'Name of the baseline model',
			kind: 'text',
			isNeeded: true,
			apiName: 'baseline.name',
		},
		{ name: 'description', label: 'Description', kind: 'long-text' },
	],
};

export const RECOMPUTE: ConsoleForm = {
	action: 'recompute',
	submit: 'Compute them again',
	fields: [],
};
