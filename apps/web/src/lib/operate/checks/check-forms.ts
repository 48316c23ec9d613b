import { WAY_CHOICES } from '../forms/choices.ts';
import type { ConsoleForm } from '../forms/console-form.ts';

export const IMPORT_SET: ConsoleForm = {
	action: 'importSet',
	submit: 'Import the pairs',
	fields: [
		{ name: 'pairs', label: 'Files of labelled pairs', kind: 'files', isNeeded: true },
		{ name: 'slug', label: 'Slug', kind: 'text', isNeeded: true, placeholder: 'our-pairs' },
		{ name: 'version', label: 'Version', kind: 'text', placeholder: '1' },
		{ name: 'name', label: 'Name', kind: 'text', isNeeded: true },
		{ name: 'licence', label: 'Licence', kind: 'text', placeholder: 'CC-BY-4.0' },
		{ name: 'category', label: 'Category of pairs without one', kind: 'text', placeholder: 'all' },
		{ name: 'description', label: 'Description', kind: 'long-text' },
	],
};

export const TAKE_PART: ConsoleForm = {
	action: 'takePart',
	submit: 'Take the part',
	fields: [
		{ name: 'set', label: 'Of the set', kind: 'choice', isNeeded: true },
		{ name: 'category', label: 'This category', kind: 'text' },
		{ name: 'sample', label: 'Or this number of pairs', kind: 'whole-number' },
	],
};

export const START_CHECK: ConsoleForm = {
	action: 'startCheck',
	submit: 'Start the check',
	fields: [
		{ name: 'set', label: 'Labelled pairs', kind: 'choice', isNeeded: true },
		{ name: 'judge', label: 'Judge version', kind: 'choice', isNeeded: true },
		{
			name: 'dollars',
			label: 'Budget in dollars',
			kind: 'dollars',
			placeholder: 'no limit',
			apiName: 'budget_micro_usd',
		},
		{ name: 'replicate', label: 'Replicate', kind: 'whole-number', placeholder: '0' },
		{ name: 'via', label: 'How it is asked', kind: 'choice', choices: WAY_CHOICES },
		{
			name: 'reference',
			label: 'References shown',
			kind: 'choice',
			choices: [
				{ value: 'on', text: 'those of the pairs, where the judge uses them' },
				{ value: 'off', text: 'none' },
				{ value: 'shuffled', text: 'those of other pairs' },
			],
		},
	],
};
