import type { ConsoleForm } from '../forms/console-form.ts';

export const CREATE_MODEL: ConsoleForm = {
	action: 'createModel',
	submit: 'Add the model',
	fields: [
		{ name: 'slug', label: 'Slug', kind: 'text', isNeeded: true, placeholder: 'lancer-7b' },
		{ name: 'name', label: 'Name', kind: 'text', isNeeded: true },
		{ name: 'organisation', label: 'Organisation', kind: 'text' },
		{ name: 'licence', label: 'Licence', kind: 'text' },
		{ name: 'size', label: 'Size, as published', kind: 'text', placeholder: '7B' },
		{ name: 'link', label: 'Address of its page', kind: 'text' },
		{ name: 'release_date', label: 'Released', kind: 'text', placeholder: '2026-01-31' },
		{ name: 'open_weights', label: 'Its weights are open', kind: 'tick' },
	],
};
