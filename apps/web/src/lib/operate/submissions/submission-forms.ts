import { WAY_CHOICES } from '../forms/choices.ts';
import type { ConsoleForm } from '../forms/console-form.ts';

export const START_RUN: ConsoleForm = {
	action: 'startRun',
	submit: 'Start the run',
	fields: [
		{ name: 'submission', label: 'Submission', kind: 'text', isNeeded: true },
		{ name: 'judge', label: 'Judge version', kind: 'choice', isNeeded: true },
		{
			name: 'dollars',
			label: 'Budget in dollars',
			kind: 'dollars',
			placeholder: 'no limit',
			apiName: 'budget_micro_usd',
		},
		{ name: 'replicate', label: 'Replicate', kind: 'whole-number', placeholder: '0' },
		{ name: 'priority', label: 'Priority, -100 to 100', kind: 'whole-number', placeholder: '0' },
		{ name: 'via', label: 'How it is asked', kind: 'choice', choices: WAY_CHOICES },
	],
};

export const REVIEW: ConsoleForm = {
	action: 'review',
	submit: 'Decide',
	fields: [
		{ name: 'submission', label: 'Withheld submission', kind: 'choice', isNeeded: true },
		{
			name: 'decision',
			label: 'Decision',
			kind: 'choice',
			isNeeded: true,
			choices: [
				{ value: 'clear', text: 'clear: the board shows it' },
				{ value: 'reject', text: 'reject: no board shows it' },
			],
		},
		{ name: 'reason', label: 'Reason, for a rejection', kind: 'text' },
	],
};

export const REVOKE_LINK: ConsoleForm = {
	action: 'revokeLink',
	isDestructive: true,
	submit: 'Revoke the link',
	fields: [
		{ name: 'submission', label: 'Submission', kind: 'text', isNeeded: true },
		{ name: 'link', label: 'Link, by its id', kind: 'text', isNeeded: true },
	],
};

export const WITHDRAW: ConsoleForm = {
	action: 'withdraw',
	isDestructive: true,
	submit: 'Withdraw it',
	fields: [
		{ name: 'submission', label: 'Submission', kind: 'text', isNeeded: true },
		{ name: 'reason', label: 'Why', kind: 'text', isNeeded: true },
	],
};
