import type { ConsoleForm } from '../forms/console-form.ts';

export const REDACT: ConsoleForm = {
	action: 'redact',
	isDestructive: true,
	submit: 'Remove the texts',
	fields: [
		{ name: 'battle', label: 'Battle that shows the text', kind: 'whole-number', isNeeded: true },
		{ name: 'question', label: 'Its question', kind: 'tick', apiName: 'parts' },
		{ name: 'reference', label: 'Its reference', kind: 'tick' },
		{ name: 'answer', label: 'The model’s answer', kind: 'tick' },
		{ name: 'baseline-answer', label: 'The baseline’s answer', kind: 'tick' },
		{ name: 'judge-words', label: 'The judge’s words', kind: 'tick' },
		{ name: 'reason', label: 'Why, without the text itself', kind: 'text', isNeeded: true },
	],
};
