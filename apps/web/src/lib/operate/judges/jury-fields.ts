import type { JudgeVersion, NewJudge } from '@codejoust/contract/client';
import type { JudgeKind } from '@codejoust/contract/schemas/closed-lists';
import type { Fields } from '../keys/key-fields.ts';

const KIND: JudgeKind = 'jury';

/** Whether what was typed is a jury. */
export const isJuryForm = (fields: Fields | undefined): boolean => fields?.['kind'] === KIND;

/** A jury as its form shows it: its members by name. */
export function fieldsOfJury(jury: Pick<JudgeVersion, 'definition' | 'members'>): Fields {
	const text = (name: string) => String(jury.definition[name] ?? '');
	return {
		kind: KIND,
		members: jury.members.map(({ name }) => name).join(', '),
		mode: text('mode'),
		rule: text('rule'),
		quorum: text('quorum'),
		recuse: text('recuse'),
	};
}

/** What the form asks for. An empty quorum is left to the server; a number that is none is sent as it was typed. */
export function readJuryFields(fields: Fields): NewJudge {
	const { slug = '', from = '', members = '', rule = '', quorum = '', recuse = '' } = fields;
	const mode = fields['mode'] ?? '';
	const names = members.split(/[\s,]+/).filter((name) => name !== '');
	const count = Number(quorum);
	return {
		...(slug === '' ? {} : { slug }),
		...(from === '' ? {} : { from }),
		definition: {
			kind: KIND,
			members: names,
			...(mode === '' ? {} : { mode }),
			rule,
			recuse,
			...(quorum === '' ? {} : { quorum: Number.isFinite(count) ? count : quorum }),
		},
	};
}
