import type { NewRejudging } from '@codejoust/api/client';
import { readDollars } from './dollars.ts';
import type { Fields, Read } from './key-fields.ts';

/** A plan of a re-judging as the form has it. */
export function readNewRejudging(fields: Fields): Read<NewRejudging> {
	const budget = readDollars(fields['budget'] ?? '');
	const top = readCount(fields['top'] ?? '');
	const sample = readCount(fields['sample'] ?? '');
	const replicates = readCount(fields['replicates'] ?? '');
	const models = (fields['models'] ?? '').split(/[\s,]+/).filter((name) => name !== '');
	if (budget === 'unreadable')
		return wrong('The budget is no amount: write dollars such as 2.50, or nothing.');
	if (top === 'unreadable' || sample === 'unreadable' || replicates === 'unreadable')
		return wrong(
			'How many models, questions or times: that is a whole number from 1 on, or nothing.',
		);
	const scope = fields['scope'] ?? 'all';
	if (scope === 'top' && top === null) return wrong('Say how many models from the top.');
	if (scope === 'chosen' && models.length === 0)
		return wrong('Name the models, separated by commas.');
	return {
		kind: 'read',
		value: {
			benchmark: fields['benchmark'] ?? '',
			judge: fields['judge'] ?? '',
			scope:
				scope === 'top' && top !== null
					? { kind: 'top', models: top }
					: scope === 'chosen'
						? { kind: 'chosen', models }
						: { kind: 'all' },
			sample_questions: sample,
			replicates: replicates ?? 1,
			budget_micro_usd: budget,
		},
	};
}

/** A whole number from 1 on; null for an empty field. */
function readCount(text: string): number | null | 'unreadable' {
	if (text === '') return null;
	return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 'unreadable';
}

function wrong(message: string): Read<never> {
	return { kind: 'wrong', message };
}
