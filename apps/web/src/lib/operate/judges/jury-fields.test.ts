import { expect, test } from 'vitest';
import { fieldsOfJury, readJuryFields } from './jury-fields.ts';

const brief = { model: 'm', kind: 'pairwise', hash: 'h', criterion: null };
const member = (name: string) => ({
	...brief,
	name,
	is_rehearsal: false,
	is_floating_alias: false,
});

test('a jury that is shown and sent unchanged asks for the same members and rules', () => {
	const fields = fieldsOfJury({
		definition: { kind: 'jury', rule: 'mean', quorum: 2, recuse: 'none' },
		members: [member('a@1'), member('b@2')],
	});
	expect(readJuryFields({ ...fields, slug: 'panel', from: 'panel@1' })).toEqual({
		slug: 'panel',
		from: 'panel@1',
		definition: { kind: 'jury', members: ['a@1', 'b@2'], rule: 'mean', quorum: 2, recuse: 'none' },
	});
});

test('members that take turns are asked for as they were chosen', () => {
	const definition = { kind: 'jury', mode: 'cyclic', rule: 'mean', quorum: 2, recuse: 'none' };
	const fields = fieldsOfJury({ definition, members: [member('a@1'), member('b@2')] });
	expect(readJuryFields(fields).definition).toEqual({ ...definition, members: ['a@1', 'b@2'] });
});

test('an empty quorum is left out, and one that is no number is sent as it was typed', () => {
	expect(readJuryFields({ members: ' a@1\nb@2,', rule: 'majority', quorum: '' })).toEqual({
		definition: { kind: 'jury', members: ['a@1', 'b@2'], rule: 'majority', recuse: '' },
	});
	expect(readJuryFields({ quorum: 'two' }).definition['quorum']).toBe('two');
});
