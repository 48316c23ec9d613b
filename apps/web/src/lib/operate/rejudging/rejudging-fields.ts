import type { NewRejudging, PromotionGatesBody } from '@codejoust/contract/client';
import {
	GATE_LIMITS,
	LIMITED_GATES,
	type LimitedGate,
} from '@codejoust/contract/schemas/promotion-gates';
import { readDollars } from '../dollars.ts';
import type { Fields, Read } from '../keys/key-fields.ts';

/** A plan of a re-judging as the form has it. */
export function readNewRejudging(fields: Fields): Read<NewRejudging> {
	const budget = readDollars(fields['budget'] ?? '');
	const top = readCount(fields['top'] ?? '');
	const sample = readCount(fields['sample'] ?? '');
	const replicates = readCount(fields['replicates'] ?? '');
	const priority = fields['priority'] ?? '';
	const models = (fields['models'] ?? '').split(/[\s,]+/).filter((name) => name !== '');
	if (budget === 'unreadable')
		return wrong(
			'The budget is not an amount: write dollars such as 2.50, or leave the field empty.',
		);
	if (top === 'unreadable' || sample === 'unreadable' || replicates === 'unreadable')
		return wrong(
			'A number of models, questions or times is a whole number from 1, or an empty field.',
		);
	if (!/^(-?\d{1,3})?$/.test(priority) || Math.abs(Number(priority)) > 100)
		return wrong('The priority is a whole number from -100 to 100, or an empty field.');
	const scope = fields['scope'] ?? 'all';
	if (scope === 'top' && top === null) return wrong('Enter the number of models from the top.');
	if (scope === 'chosen' && models.length === 0)
		return wrong('Name the models, separated by commas.');
	const gates = fields['own_gates'] === 'yes' ? readGates(fields) : undefined;
	if (gates?.kind === 'wrong') return gates;
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
			via: fields['via'] === 'batch' ? 'batch' : 'live',
			...(gates && { gates: gates.value }),
			...(priority === '' ? {} : { priority: Number(priority) }),
		},
	};
}

/** What holds a promotion back, with shares as percentages; an empty field is no limit. All wrong fields are named. */
export function readGates(fields: Fields): Read<PromotionGatesBody> {
	const read = LIMITED_GATES.map((gate) => ({ gate, limit: readLimit(gate, fields) }));
	const faults = read.flatMap(({ gate, limit }) =>
		limit === 'unreadable' ? [describeLimit(gate)] : [],
	);
	if (faults.length > 0) return wrong(`${faults.join(' ')} An empty field is no limit.`);
	const limits = Object.fromEntries(
		read.map(({ gate, limit }) => [GATE_LIMITS[gate].field, limit]),
	) as Omit<PromotionGatesBody, 'check_set' | 'coverage_needed'>;
	const set = (fields['check_set'] ?? '').trim();
	return {
		kind: 'read',
		value: {
			...limits,
			check_set: set === '' ? null : set,
			coverage_needed: fields['coverage'] === 'needed',
		},
	};
}

function readLimit(gate: LimitedGate, fields: Fields): number | null | 'unreadable' {
	const { field, from, to } = GATE_LIMITS[gate];
	const text = (fields[field] ?? '').trim().replace(/^−/, '-');
	if (text === '') return null;
	if (!/^-?\d{1,3}(\.\d{1,4})?$/.test(text)) return 'unreadable';
	const limit = from === -1 ? Number(text) : Number((Number(text) / 100).toFixed(6));
	return limit >= from && limit <= to ? limit : 'unreadable';
}

function describeLimit(gate: LimitedGate): string {
	const { words, from, to } = GATE_LIMITS[gate];
	return from === -1
		? `${words} is a number from ${from} to ${to}.`
		: `${words} is a percentage from ${100 * from} to ${100 * to}.`;
}

/** A whole number from 1 on; null for an empty field. */
function readCount(text: string): number | null | 'unreadable' {
	if (text === '') return null;
	return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 'unreadable';
}

function wrong(message: string): Read<never> {
	return { kind: 'wrong', message };
}
