import type { JudgeVersion, NewJudge } from '@codejoust/contract/client';
import type { JudgeKind } from '@codejoust/contract/schemas/closed-lists';
import type { Fields } from '../keys/key-fields.ts';
import { asNumber } from './form-number.ts';

const KIND: JudgeKind = 'cascade';

/** Whether what was typed is a cascade. */
export const isCascadeForm = (fields: Fields | undefined): boolean => fields?.['kind'] === KIND;

/** A cascade as its form shows it: its two judges by name. */
export function fieldsOfCascade(cascade: Pick<JudgeVersion, 'definition' | 'members'>): Fields {
	const [first, second] = cascade.members;
	return {
		kind: KIND,
		first: first?.name ?? '',
		second: second?.name ?? '',
		margin: String(cascade.definition['margin'] ?? ''),
	};
}

/** What the form asks for. An empty margin is left out; one that is no number is sent as it was typed. */
export function readCascadeFields(fields: Fields): NewJudge {
	const { slug = '', from = '', first = '', second = '', margin = '' } = fields;
	return {
		...(slug === '' ? {} : { slug }),
		...(from === '' ? {} : { from }),
		definition: {
			kind: KIND,
			members: [first, second].filter((name) => name !== ''),
			...(margin === '' ? {} : { margin: asNumber(margin) }),
		},
	};
}
