import type { ConsoleForm } from '../forms/console-form.ts';

export const SET_JUDGE_PRICE: ConsoleForm = {
	action: 'setJudgePrice',
	submit: 'Set the price',
	fields: [
		{ name: 'judge', label: 'Judge version', kind: 'choice', isNeeded: true },
		{
			name: 'input',
			label: '$ for a million prompt tokens',
			kind: 'dollars',
			isNeeded: true,
			apiName: 'input_micro_usd',
		},
		{
			name: 'output',
			label: '$ for a million completion tokens',
			kind: 'dollars',
			isNeeded: true,
			apiName: 'output_micro_usd',
		},
	],
};
