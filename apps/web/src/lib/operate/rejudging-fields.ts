import type { NewRejudging, PromotionGatesBody } from '@codejoust/api/client';
import { readDollars } from './dollars.ts';
import type { Fields, Read } from './key-fields.ts';

/** A plan of a re-judging as the form has it. */
export function readNewRejudging(fields: Fields): Read<NewRejudging> {
	const budget = readDollars(fields['budget'] ?? '');
	const top = readCount(fields['top'] ?? '');
	const sample = readCount(fields['sample'] ?? '');
	const replicates = readCount(fields['replicates'] ?? '');
	const priority = fields['priority'] ?? '';
	const models = (fields['models'] ?? '').split(/[\s,]+/).filter((name) => name !== '');
	if (budget === 'unreadable')
		return wrong('The budget is no amount: write dollars such as 2.50, or nothing.');
	if (top === 'unreadable' || sample === 'unreadable' || replicates === 'unreadable')
		return wrong(
			'How many models, questions or times: that is a whole number from 1 on, or nothing.',
		);
	if (!/^(-?\d{1,3})?$/.test(priority) || Math.abs(Number(priority)) > 100)
		return wrong('The priority is a whole number from -100 to 100, or nothing.');
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
			...(priority === '' ? {} : { priority: Number(priority) }),
		},
	};
}

/** What holds a promotion back, with shares as percentages; an empty field is no limit. */
export function readGates(fields: Fields): Read<PromotionGatesBody> {
	const accuracy = readPercent(fields['accuracy'] ?? '');
	const unscored = readPercent(fields['unscored'] ?? '');
	if (accuracy === 'unreadable' || unscored === 'unreadable')
		return wrong('A gate is a percentage from 0 to 100, or nothing.');
	return {
		kind: 'read',
		value: {
			minimum_accuracy: accuracy,
			maximum_unscored: unscored,
			coverage_needed: fields['coverage'] === 'needed',
		},
	};
}

function readPercent(text: string): number | null | 'unreadable' {
	if (text === '') return null;
	const percent = Number(text);
	return /^\d{1,3}(\.\d{1,4})?$/.test(text) && percent <= 100
		? Number((percent / 100).toFixed(6))
		: 'unreadable';
}

/** A whole number from 1 on; null for an empty field. */
function readCount(text: string): number | null | 'unreadable' {
	if (text === '') return null;
	return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 'unreadable';
}

function wrong(message: string): Read<never> {
	return { kind: 'wrong', message };
}
