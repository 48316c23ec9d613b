import { expect, test } from 'vitest';
import { decideRoles } from './decide-roles.ts';
import { findClaim, readIdentity } from './read-identity.ts';

const ISSUER = 'https://login.example';
const read = (claims: object, rolesClaim = 'groups') =>
	readIdentity({ ...claims }, { issuer: ISSUER, subject: 'ada', rolesClaim });

test.each([
	['a list', { groups: ['a', 'b', 'a'] }, 'groups', ['a', 'b']],
	['one text', { groups: 'a' }, 'groups', ['a']],
	['a list with other things', { groups: [1, 'a', null, { name: 'b' }] }, 'groups', ['a']],
	['a path', { realm_access: { roles: ['a'] } }, 'realm_access.roles', ['a']],
	['a name with points', { 'https://x.example/roles': ['a'] }, 'https://x.example/roles', ['a']],
	['a path that is not there', { realm_access: 'a' }, 'realm_access.roles', []],
	['what every object has', {}, 'constructor.name', []],
	['a value that is too long', { groups: ['x'.repeat(501), 'a'] }, 'groups', ['a']],
])('values are read from %s', (_, claims, name, values) => {
	expect(read(claims, name).values).toEqual(values);
});

test('no more than 10,000 values are read', () => {
	const groups = Array.from({ length: 12_000 }, (_, at) => `group ${at}`);
	expect(read({ groups }).values).toHaveLength(10_000);
	expect(findClaim({ groups }, 'groups')).toBe(groups);
});

test.each([
	['the name', { name: ' Ada\tLovelace ' }, 'Ada Lovelace'],
	['its parts', { given_name: 'Zoë', family_name: '名前' }, 'Zoë 名前'],
	['the name at the provider', { name: '\u200b', preferred_username: 'ada' }, 'ada'],
	['the address', { email: 'ada@example.org' }, 'ada@example.org'],
	['the subject', { name: 7 }, 'ada'],
])('a person is named by %s', (_, claims, name) => {
	expect(read(claims).name).toBe(name);
});

test('of several rules for one organisation the role that may do most is given', () => {
	const rules = (['submitter', 'operator', 'reader'] as const).map((role) => ({
		value: role,
		organisation: 'acme',
		role,
	}));
	const decide = (...groups: string[]) => decideRoles(read({ groups }), rules).get('acme');
	expect(decide('reader', 'operator', 'submitter')).toBe('operator');
	expect(decide('reader', 'submitter')).toBe('submitter');
	expect(decide('Reader')).toBeUndefined();
});
