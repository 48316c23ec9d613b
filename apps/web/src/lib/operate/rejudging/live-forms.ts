import type { ConsoleForm } from '../forms/console-form.ts';

export const PROMOTE_JUDGE: ConsoleForm = {
	action: 'promoteJudge',
	submit: 'Make it live',
	fields: [
		{ name: 'benchmark', label: 'Live board', kind: 'choice', isNeeded: true },
		{ name: 'judge', label: 'Judge to be live', kind: 'choice', isNeeded: true },
		{ name: 'reason', label: 'Reason, for the changelog', kind: 'text', isNeeded: true },
		{ name: 'over_gates', label: 'Although gates block', kind: 'tick' },
	],
};

export const ADD_RULE: ConsoleForm = {
	action: 'addRule',
	submit: 'Add the rule',
	fields: [
		{ name: 'judge', label: 'When a version is released of', kind: 'choice', isNeeded: true },
		{
			name: 'benchmarks',
			label: 'Plan re-judgings of these boards',
			kind: 'text',
			isNeeded: true,
			placeholder: 'a@1, b@1',
		},
		{
			name: 'sample',
			label: 'Questions in a sample',
			kind: 'whole-number',
			placeholder: 'all of them',
			apiName: 'sample_questions',
		},
		{
			name: 'dollars',
			label: 'Budget in dollars',
			kind: 'dollars',
			placeholder: 'no limit',
			apiName: 'budget_micro_usd',
		},
		{ name: 'priority', label: 'Priority, -100 to 100', kind: 'whole-number', placeholder: '-10' },
		{ name: 'starts', label: 'Start it too, within the budget', kind: 'tick' },
	],
};

export const REMOVE_RULE: ConsoleForm = {
	action: 'removeRule',
	isDestructive: true,
	submit: 'Remove the rule',
	fields: [{ name: 'rule', label: 'Rule', kind: 'choice', isNeeded: true }],
};
