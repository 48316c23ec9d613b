import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createClient } from '@codejoust/contract/client';
import { SESSION_HOURS } from '@codejoust/contract/session-hours';
import { type CodejoustServer, NO_LIMITS, startCodejoust } from '../support/codejoust-server.ts';
import { type Conduct, type OidcProvider, startOidcProvider } from '../support/oidc-provider.ts';
import { goAndReturn, signInAs, signInSettings } from '../support/sign-in.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

/** Far above what the tests need in a minute. */
const MOST_STEPS = 200;

let provider: OidcProvider;
let server: CodejoustServer;

beforeAll(async () => {
	provider = await startOidcProvider();
	const rules = [
		...signInSettings(provider).rules,
		{ value: 'beta-people', organisation: 'beta', role: 'submitter' as const },
		{ value: 'nowhere', organisation: 'nowhere', role: 'submitter' as const },
		{ emailDomain: 'acme.example', organisation: 'acme', role: 'reader' as const },
	];
	server = await startCodejoust({
		config: {
			roles: new Set(['api']),
			keyHelp: 'Write to arena@example.org.',
			signIn: signInSettings(provider, { rules }),
			mostOwnKeys: 2,
			requestLimits: { ...NO_LIMITS, signIns: MOST_STEPS, proxies: 1 },
		},
	});
	for (const slug of ['acme', 'beta'])
		await server.client.createOrganisation({ slug, name: slug.toUpperCase() });
	await server.client.createBenchmark(smallBenchmark('small'));
});
afterAll(async () => {
	await server.stop();
	await provider.stop();
});
beforeEach(() => {
	provider.isDown = false;
	provider.metadata = {};
});

const clientOf = (key: string) => createClient({ baseUrl: server.address, key });
const nobody = () => createClient({ baseUrl: server.address });
/** A person of groups, each test's own by `sub`. */
const person = (sub: string, groups: unknown, more: object = {}): Conduct => ({
	claims: { sub, name: `Name of ${sub}`, email: `${sub}@example.org`, groups, ...more },
});
const signIn = (conduct: Conduct, to?: string) => signInAs(server, provider, conduct, to);

describe('a person who signs in', () => {
	test('gets a session of the role that a rule gives, and is stored and named in the audit log', async () => {
		const { session, to } = await signIn(person('ada', ['acme-submitters', 'others']));
		expect(to).toBe('/submit');
		expect(session).toMatchObject({
			key: { organisation: 'acme', scopes: ['submit'] },
			person: { name: 'Name of ada' },
		});
		const hours = (Date.parse(session.expires_at) - Date.parse(session.created_at)) / 3_600_000;
		expect(hours).toBe(SESSION_HOURS);
		const ada = clientOf(session.token);
		expect(await ada.person('me')).toMatchObject({
			email: 'ada@example.org',
			issuer: provider.issuer,
			subject: 'ada',
			roles: [{ organisation: 'acme', role: 'submitter' }],
			sessions: 1,
		});
		const { id } = await ada.createSubmission(smallSubmission('small', 'of-ada'));
		const { items } = await server.client.audit({ actor: session.key.id });
		expect(items.map(({ action }) => action)).toEqual(
			expect.arrayContaining(['session.start', 'person.roles']),
		);
		expect(items[0]).toMatchObject({
			actor_label: 'Name of ada (OpenID Connect)',
			organisation: 'acme',
		});
		const own = await server.client.submission(id);
		expect(own.own).not.toBeNull();
	});

	test('as a reader sees what is private to the organisation, and changes nothing', async () => {
		const submitter = clientOf((await signIn(person('sub', ['acme-submitters']))).session.token);
		const { id } = await submitter.createSubmission({
			...smallSubmission('small', 'private-one'),
			visibility: 'private',
		});
		const reader = clientOf((await signIn(person('rea', ['acme-readers']))).session.token);
		expect((await reader.submission(id)).own).not.toBeNull();
		expect((await reader.shareLinks(id)).items).toEqual([]);
		const needs = 'This needs the scope "submit"; for the organisation acme you have read';
		await expect(reader.createSubmission(smallSubmission('small', 'no'))).rejects.toThrow(needs);
		await expect(reader.publishSubmission(id)).rejects.toThrow(needs);
		await expect(reader.makeShareLink(id, {})).rejects.toThrow(needs);
		await expect(reader.makeOwnKey({ label: 'no' })).rejects.toThrow(needs);
		await expect(reader.workers()).rejects.toThrow('the scope "operate"');
		const other = clientOf((await signIn(person('oth', ['beta-people']))).session.token);
		await expect(other.submission(id)).rejects.toThrow(/no submission/);
	});

	test('as an operator does what an operator’s key may', async () => {
		const { session, to } = await signIn(person('ope', ['acme-operators']), '/operate/runs?x=1');
		expect(to).toBe('/operate/runs?x=1');
		expect((await clientOf(session.token).workers()).items).toEqual([]);
		// A page that the person may not see is not where the sign-in leads.
		expect((await signIn(person('ada', ['acme-readers']), '/operate/keys')).to).toBe('/submit');
	});

	test('of several organisations acts for the one of the highest role, and chooses another', async () => {
		const { session } = await signIn(person('two', ['acme-readers', 'beta-people']));
		expect(session.key.organisation).toBe('beta');
		const two = clientOf(session.token);
		expect((await two.chooseOrganisation('acme')).key.scopes).toEqual(['read']);
		expect((await two.ownKey()).organisation.slug).toBe('acme');
		await expect(two.chooseOrganisation('operators')).rejects.toThrow('You have no role');
	});

	test('has the roles of the last sign-in alone, in every browser', async () => {
		const before = clientOf((await signIn(person('moved', ['acme-submitters']))).session.token);
		await signIn(person('moved', ['acme-readers']));
		expect((await before.ownKey()).key.scopes).toEqual(['read']);
		await signIn(person('moved', ['beta-people']));
		await expect(before.ownKey()).rejects.toThrow(/The session ended/);
		// Removed at the provider: the next sign-in ends what was left.
		const last = clientOf((await signIn(person('moved', ['beta-people']))).session.token);
		await expect(signIn(person('moved', []))).rejects.toThrow(/gives you a role/);
		await expect(last.ownKey()).rejects.toThrow(/The session ended/);
	});

	test('keeps the texts of a stranger bounded and on one line', async () => {
		const name = `Zoë \u202eevil\u0000\n<script>${'x'.repeat(5_000)}\ud800`;
		const more = { name, email: `a@b@${'c'.repeat(500)}` };
		const { session } = await signIn(person('odd', ['acme-readers'], more));
		const shown = session.person?.name ?? '';
		expect(shown.startsWith('Zoë evil <script>')).toBe(true);
		expect([...shown]).toHaveLength(200);
		expect((await clientOf(session.token).person('me')).email).toBeNull();
	});
});

describe('roles', () => {
	test.each<[string, Conduct, string]>([
		['a group that is a text and no list', person('g1', 'acme-readers'), 'acme'],
		[
			'groups that only the UserInfo endpoint tells',
			{ claims: { sub: 'g2' }, userInfo: { groups: ['acme-readers'] } },
			'acme',
		],
		[
			'very many groups',
			person('g3', [...Array.from({ length: 4_000 }, (_, n) => `group ${n}`), 'acme-readers']),
			'acme',
		],
		[
			'a verified address of a domain',
			person('g4', undefined, { email: 'Eve@ACME.example', email_verified: 'true' }),
			'acme',
		],
	])('are read from %s', async (_, conduct, organisation) => {
		expect((await signIn(conduct)).session.key.organisation).toBe(organisation);
	});

	test.each<[string, Conduct, RegExp]>([
		[
			'no claim that a rule names',
			person('n1', ['others', 7, null]),
			/gives you a role on this site: ask an operator\. Write to arena@example\.org/,
		],
		[
			'an address that is not verified',
			person('n2', [], { email: 'eve@acme.example' }),
			/gives you a role/,
		],
		[
			'an address whose domain only ends alike',
			person('n3', [], { email: 'eve@evil-acme.example', email_verified: true }),
			/gives you a role/,
		],
		[
			'groups that are at another place',
			person('n4', undefined, { _claim_names: { groups: 'src1' } }),
			/in more groups than the provider sends, and it left the claim "groups" out/,
		],
		[
			'a role for an organisation that there is not',
			person('n5', ['nowhere']),
			/Your role is for nowhere, and this site has no organisation/,
		],
	])('are not given for %s, and nobody is stored', async (_, conduct, reason) => {
		const before = (await server.client.people({ limit: 200 })).items.length;
		await expect(signIn(conduct)).rejects.toThrow(reason);
		expect((await server.client.people({ limit: 200 })).items.length).toBe(before);
	});
});

describe('the provider', () => {
	test('that is silent is told in a sentence, is not asked again for a moment, and keys work', async () => {
		const lone = await startOidcProvider('/realm/');
		const alone = await startCodejoust({
			config: {
				roles: new Set(['api']),
				// It names itself with a slash at its end.
				signIn: signInSettings(lone, { issuer: lone.issuer.slice(0, -1) }),
			},
		});
		try {
			lone.isDown = true;
			const client = createClient({ baseUrl: alone.address });
			const silent = /does not answer\. You can still sign in with a key/;
			for (let at = 0; at < 2; at++) await expect(client.beginSignIn({})).rejects.toThrow(silent);
			expect([...lone.asked.values()]).toEqual([1]);
			expect((await alone.client.ownKey()).key.scopes).toContain('operate');
			expect(alone.log.map(({ msg }) => msg)).toContain('a sign-in failed at the provider');
		} finally {
			await alone.stop();
			await lone.stop();
		}
	});
});

describe('a sign-in is refused', () => {
	const ok = person('wrong', ['acme-submitters']);
	const later = Math.floor(Date.now() / 1000);
	test.each<[string, Conduct, RegExp]>([
		[
			'with the nonce of another',
			{ ...ok, token: { nonce: 'another' } },
			/not for this sign-in \(nonce\)/,
		],
		['for another audience', { ...ok, token: { aud: 'another' } }, /not for this sign-in \(aud\)/],
		[
			'of another issuer',
			{ ...ok, token: { iss: 'https://evil.example' } },
			/not for this sign-in \(iss\)/,
		],
		['that has expired', { ...ok, token: { exp: later - 120 } }, /clock/],
		['of the future', { ...ok, token: { nbf: later + 600 } }, /clock/],
		['with a foreign signature', { ...ok, isForged: true }, /not valid/],
		['that the person declined', { ...ok, denies: 'access_denied' }, /You declined/],
		[
			'with an error of the provider',
			{ ...ok, denies: '<b>"x' },
			/did not let you in: an unknown reason/,
		],
		[
			'with a code that the provider does not take',
			{ ...ok, refusesCode: 'invalid_grant' },
			/refused this site \(invalid_grant\)/,
		],
	])('%s', async (_, conduct, reason) => {
		const logged = server.log.length;
		await expect(signIn(conduct)).rejects.toThrow(reason);
		expect(JSON.stringify(server.log.slice(logged))).not.toMatch(/eyJ|a secret \+/);
	});

	test('within a minute of another clock it is not', async () => {
		const session = await signIn({ ...ok, token: { exp: later - 20, nbf: later + 20 } });
		expect(session.session.key.organisation).toBe('acme');
	});

	test('with a wrong state, in another browser, and a second time', async () => {
		const refused =
			/not begun in this browser, has ended already, or began more than 10 minutes ago/;
		const { query, browser } = await goAndReturn(server, provider, ok);
		const wrong = query.replace(/state=[^&]+/, 'state=x');
		await expect(nobody().endSignIn({ query: wrong, browser })).rejects.toThrow(refused);
		await expect(nobody().endSignIn({ query, browser: 'x' })).rejects.toThrow(refused);
		await expect(nobody().endSignIn({ query: '', browser })).rejects.toThrow(refused);
		expect((await nobody().endSignIn({ query, browser })).session.token).toMatch(/^cjs_/);
		await expect(nobody().endSignIn({ query, browser })).rejects.toThrow(refused);
	});

	test('after ten minutes', async () => {
		const returned = await goAndReturn(server, provider, ok);
		await server.db.execute("update sign_ins set created_at = now() - interval '11 minutes'");
		await expect(nobody().endSignIn(returned)).rejects.toThrow('more than 10 minutes ago');
		// The next one that begins removes it.
		await goAndReturn(server, provider, ok);
		const [row] = await server.db.execute('select count(*)::int as n from sign_ins');
		expect(row).toEqual({ n: 1 });
	});

	test.each([
		'https://evil.example',
		'//evil.example',
		'/\\evil.example',
		'/submit@evil',
		'/',
		'/submit/\n',
	])('that leads to %j', async (to) => {
		await expect(nobody().beginSignIn({ to })).rejects.toThrow('Not valid: to.');
	});

	test('above the limit of one address', async () => {
		const headers = { 'x-forwarded-for': '192.0.2.7' };
		const sent = { method: 'POST', key: null, body: { query: '', browser: '' }, headers };
		const first = await Promise.all(
			Array.from({ length: MOST_STEPS }, () => send(server, '/v1/sign-ins/end', sent)),
		);
		expect(new Set(first.map(({ status }) => status))).toEqual(new Set([403]));
		const { status, text } = await send(server, '/v1/sign-ins/end', sent);
		expect([status, text]).toEqual([429, expect.stringContaining(`at most ${MOST_STEPS} steps`)]);
	});
});

describe('an operator', () => {
	const groups = ['acme-submitters'];

	test('ends the sessions of a person, and blocks and unblocks the person, all in the audit log', async () => {
		const first = (await signIn(person('gone', groups))).session;
		const second = clientOf((await signIn(person('gone', groups))).session.token);
		const { id } = await second.person('me');
		const made = await second.makeOwnKey({ label: 'nightly' });
		expect(await server.client.person(id)).toMatchObject({ sessions: 2, keys_made: 1 });
		expect((await server.client.endSessionsOf(id)).sessions).toBe(0);
		await expect(clientOf(first.token).ownKey()).rejects.toThrow(/The session ended/);
		expect((await clientOf(made.key ?? '').ownKey()).key.id).toBe(made.id);

		const third = clientOf((await signIn(person('gone', groups))).session.token);
		expect(await server.client.blockPerson(id)).toMatchObject({ sessions: 0, keys_made: 0 });
		await expect(third.ownKey()).rejects.toThrow(/The session ended/);
		await expect(clientOf(made.key ?? '').ownKey()).rejects.toThrow(/was revoked/);
		await expect(signIn(person('gone', groups))).rejects.toThrow('has blocked you');
		await server.client.blockPerson(id);
		expect((await server.client.unblockPerson(id)).blocked_at).toBeNull();
		expect((await signIn(person('gone', groups))).session.key.organisation).toBe('acme');

		const { items } = await server.client.audit({ subject: id });
		expect(items.map(({ action }) => action)).toEqual([
			'person.unblock',
			'person.block',
			'person.roles',
		]);
		const people = await server.client.people({ limit: 1 });
		expect(people.next_cursor).not.toBeNull();
	});

	test('is the only one who sees people and changes them, and a person is no key', async () => {
		const { session } = await signIn(person('sub2', groups));
		const own = clientOf(session.token);
		const { id } = await own.person('me');
		expect((await own.person(id)).name).toBe('Name of sub2');
		for (const ask of [() => own.people(), () => own.blockPerson(id), () => own.endSessionsOf(id)])
			await expect(ask()).rejects.toThrow('the scope "operate"');
		const { id: other } = await server.client.person(
			(await server.client.people({ limit: 200 })).items.find((one) => one.id !== id)?.id ?? '',
		);
		await expect(own.person(other)).rejects.toThrow('There is no person');
		await expect(server.client.person('me')).rejects.toThrow('it has no person');
		const { id: accessId } = session.key;
		for (const ask of [
			() => server.client.rotateKey(accessId),
			() => server.client.revokeKey(accessId),
			() => server.client.changeKey(accessId, { label: 'x' }),
		])
			await expect(ask()).rejects.toThrow('There is no API key');
		const { items } = await server.client.keys({ limit: 200 });
		expect(items.map((key) => key.id)).not.toContain(accessId);
		// It has no secret, so that no key can be sent for it.
		await expect(clientOf(`cj_${accessId}_${'x'.repeat(32)}`).ownKey()).rejects.toThrow();
	});
});

describe('keys of the own organisation', () => {
	test('are made up to a limit, shown once, rotated and revoked by people, not by keys', async () => {
		const maker = clientOf((await signIn(person('maker', ['beta-people']))).session.token);
		const made = await maker.makeOwnKey({ label: 'nightly job' }, 'once');
		expect(made).toMatchObject({
			organisation: 'beta',
			member: 'Name of maker',
			scopes: ['submit'],
		});
		expect((await maker.makeOwnKey({ label: 'nightly job' }, 'once')).key).toBeNull();
		const machine = clientOf(made.key ?? '');
		expect((await machine.ownKey()).key.id).toBe(made.id);
		const one = 'Only a person who signed in';
		await expect(machine.makeOwnKey({ label: 'more' })).rejects.toThrow(one);
		await expect(machine.ownKeys()).rejects.toThrow(one);

		// However many at once.
		const more = await Promise.allSettled(
			['a', 'b', 'c'].map((label) => maker.makeOwnKey({ label })),
		);
		expect(more.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		await expect(maker.makeOwnKey({ label: 'd' })).rejects.toThrow(
			'The organisation beta has 2 active keys; at most 2 are allowed: revoke one first.',
		);
		const rotated = await maker.rotateOwnKey(made.id);
		await expect(machine.ownKey()).rejects.toThrow('has been rotated');
		expect((await clientOf(rotated.key ?? '').ownKey()).key.id).toBe(made.id);
		expect((await maker.revokeOwnKey(made.id)).state).toBe('revoked');
		expect((await maker.ownKeys()).items).toHaveLength(1);

		const stranger = clientOf((await signIn(person('other', ['acme-submitters']))).session.token);
		for (const id of [(await maker.ownKeys()).items[0]?.id ?? '', 'operator1'])
			await expect(stranger.revokeOwnKey(id)).rejects.toThrow('The organisation acme has no key');
		const { items } = await server.client.audit({ subject: made.id });
		expect(items.map(({ action, actor_label: label }) => [action, label])).toEqual(
			['key.revoke', 'key.rotate', 'key.create'].map((action) => [
				action,
				'Name of maker (OpenID Connect)',
			]),
		);
	});
});

describe('where people may sign up', () => {
	let open: CodejoustServer;
	const quotas = { submissionsPerDay: 1, gamesPerMonth: 50, spendMicroUsdPerMonth: null };
	beforeAll(async () => {
		const signUp = { quotas, mostPerDay: 3 };
		const config = {
			roles: new Set(['api' as const]),
			signIn: signInSettings(provider, { signUp }),
		};
		open = await startCodejoust({ config });
		await open.client.createBenchmark(smallBenchmark('small'));
	});
	afterAll(() => open.stop());
	const signUp = (conduct: Conduct) => signInAs(open, provider, conduct);

	test('a stranger gets an organisation with quotas, keeps it, and submits for it', async () => {
		const named = (sub: string, name: string): Conduct => ({ claims: { sub, name } });
		const { session } = await signUp(named('s1', 'Zoë Müller'));
		expect(session.key).toMatchObject({ organisation: 'zoe-muller', scopes: ['submit'] });
		expect((await open.client.organisation('zoe-muller')).quotas).toMatchObject({
			submissions_per_day: 1,
			games_per_month: 50,
		});
		const zoe = createClient({ baseUrl: open.address, key: session.token });
		await zoe.createSubmission(smallSubmission('small', 'of-zoe'));
		await expect(zoe.createSubmission(smallSubmission('small', 'second'))).rejects.toThrow(
			/submissions-per-day/,
		);
		expect((await signUp(named('s1', 'Zoë M.'))).session.key.organisation).toBe('zoe-muller');
		expect((await signUp(named('s2', 'Zoe Müller'))).session.key.organisation).toBe('zoe-muller-2');
		// Nobody takes the name that a rule gives roles for; a name without letters of a slug gets one.
		expect((await signUp(named('s3', 'acme'))).session.key.organisation).toBe('acme-2');
		await expect(signUp(named('s4', '名前'))).rejects.toThrow('accepts 3 new people in 24 hours');
		const { items } = await open.client.audit({ action: 'organisation.create' });
		const signUps = items.filter(({ detail }) => detail['by'] === 'sign-up');
		expect(signUps).toHaveLength(3);
		for (const { actor_label: name, is_person: isPerson, subject, organisation } of signUps) {
			expect(isPerson).toBe(true);
			expect(name).not.toBeNull();
			expect(organisation).toBe(subject);
		}
		expect((await open.client.version()).sign_in).toEqual({
			label: 'Example',
			gives_organisations: true,
		});
	});

	test('nobody does whose groups the provider left out', async () => {
		const claims = { sub: 's9', _claim_names: { groups: 'src1' } };
		await expect(signUp({ claims })).rejects.toThrow('in more groups than');
	});
});
