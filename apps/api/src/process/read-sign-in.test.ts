import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const RULES = [
	{ value: 'acme-devs', organisation: 'acme', role: 'submitter' },
	{ email_domain: 'Acme.Example', organisation: 'acme', role: 'reader' },
];
const GIVEN = {
	ORIGIN: 'https://arena.example',
	CODEJOUST_OIDC_ISSUER: 'https://login.example/realms/acme',
	CODEJOUST_OIDC_CLIENT_ID: 'codejoust',
	CODEJOUST_OIDC_CLIENT_SECRET: 'not to be repeated',
	CODEJOUST_OIDC_RULES: JSON.stringify(RULES),
};

test('the settings of a provider have rules, and a callback below the public address', () => {
	expect(readConfig(GIVEN).signIn).toMatchObject({
		issuer: 'https://login.example/realms/acme',
		scopes: 'openid email profile',
		rolesClaim: 'groups',
		callbackUrl: 'https://arena.example/sign-in/callback',
		rules: [
			{ value: 'acme-devs', organisation: 'acme', role: 'submitter' },
			{ emailDomain: 'acme.example', organisation: 'acme', role: 'reader' },
		],
		signUp: undefined,
	});
	expect(readConfig({}).signIn).toBeUndefined();
	const open = readConfig({ ...GIVEN, CODEJOUST_SIGN_UP: 'on' }).signIn?.signUp;
	expect(open?.quotas).toEqual({
		submissionsPerDay: 5,
		gamesPerMonth: 5_000,
		spendMicroUsdPerMonth: null,
	});
});

test('all faults are named at once, and no secret', () => {
	const wrong = {
		CODEJOUST_OIDC_ISSUER: 'http://login.example',
		CODEJOUST_OIDC_CLIENT_SECRET: 'not to be repeated',
		CODEJOUST_OIDC_SCOPES: 'email',
		CODEJOUST_SIGN_UP_SUBMISSIONS_PER_DAY: 'many',
		CODEJOUST_OIDC_RULES: JSON.stringify([
			{ value: '', organisation: 'Acme!', role: 'admin', note: 1 },
			{ email_domain: 'acme', organisation: 'acme', role: 'reader' },
			'x',
		]),
	};
	const told = read(wrong);
	for (const part of [
		'ORIGIN is missing: CODEJOUST_OIDC_ISSUER needs it',
		'CODEJOUST_OIDC_CLIENT_ID is missing',
		'CODEJOUST_OIDC_ISSUER="http://login.example": must be https',
		'CODEJOUST_OIDC_SCOPES="email": must have the scope openid',
		'CODEJOUST_SIGN_UP_SUBMISSIONS_PER_DAY="many"',
		'rule 1: "note" is no field of a rule, value "" is not a text of 1 to 500 characters, organisation "Acme!" is not the slug of an organisation, role "admin" is none of reader, submitter, operator',
		'rule 2: email_domain "acme" is not a domain such as example.org',
		'rule 3: is not an object',
	])
		expect(told).toContain(part);
	expect(told).not.toContain('not to be repeated');
});

test.each([
	['not JSON', { ...GIVEN, CODEJOUST_OIDC_RULES: '[{' }, 'CODEJOUST_OIDC_RULES: is not JSON'],
	['no list', { ...GIVEN, CODEJOUST_OIDC_RULES: '{}' }, 'is not a list of rules'],
	[
		'a password in the issuer',
		{ ...GIVEN, CODEJOUST_OIDC_ISSUER: 'https://u:hush@login.example' },
		'CODEJOUST_OIDC_ISSUER=(hidden): must have no user name',
	],
	[
		'every tenant of Entra ID',
		{ ...GIVEN, CODEJOUST_OIDC_ISSUER: 'https://login.microsoftonline.com/common/v2.0' },
		'must name your tenant',
	],
	['rules without an issuer', { CODEJOUST_OIDC_RULES: '[]' }, 'CODEJOUST_OIDC_RULES has no effect'],
	['sign-up without an issuer', { CODEJOUST_SIGN_UP: 'on' }, 'CODEJOUST_SIGN_UP has no effect'],
])('%s is refused', (_, given, says) => {
	expect(read(given)).toContain(says);
	expect(read(given)).not.toContain('hush@');
});

function read(given: Readonly<Record<string, string>>): string {
	try {
		readConfig(given);
		return 'it was read';
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
