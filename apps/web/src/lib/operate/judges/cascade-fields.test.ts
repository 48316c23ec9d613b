import { expect, test } from 'vitest';
import { fieldsOfCascade, isCascadeForm, readCascadeFields } from './cascade-fields.ts';

const DEFINITION = { kind: 'cascade', members: ['cheap@1', 'strong@2'], margin: 0.2 };

test('a cascade is written as its form says, and its next version starts from what it is', () => {
	const cascade = {
		definition: { ...DEFINITION, members: [] },
		members: DEFINITION.members.map((name) => ({ name })),
	} as unknown as Parameters<typeof fieldsOfCascade>[0];
	const fields = fieldsOfCascade(cascade);
	expect(isCascadeForm(fields)).toBe(true);
	expect(readCascadeFields({ ...fields, slug: 'steps' })).toEqual({
		slug: 'steps',
		definition: DEFINITION,
	});
});

test('what is missing is left to the server to name, and a margin that is no number is sent as it was typed', () => {
	const { definition } = readCascadeFields({ kind: 'cascade', first: 'cheap@1', margin: 'wide' });
	expect(definition).toEqual({ kind: 'cascade', members: ['cheap@1'], margin: 'wide' });
	expect(readCascadeFields({ kind: 'cascade' }).definition).toEqual({
		kind: 'cascade',
		members: [],
	});
});
