import type { ConsoleForm } from '../forms/console-form.ts';

export const REMOVE_PRICE: ConsoleForm = {
	action: 'removePrice',
	isDestructive: true,
	submit: 'Remove the price',
	fields: [
		{ name: 'endpoint', label: 'Endpoint', kind: 'hidden', isNeeded: true },
		{ name: 'model', label: 'Model', kind: 'hidden', isNeeded: true },
	],
};
