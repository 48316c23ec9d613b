import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createClient, type ShownKey } from '@codejoust/contract/client';
import { ensureOperatorKey } from '../../apps/api/src/process/operator-key.ts';
import { pageOf } from '../../apps/api/src/routes/page-of.ts';
import {
	apiKey,
	type NewKey,
	organisation,
	shownKey,
	ownKey,
} from '../../packages/contract/src/schemas/access.ts';
import { submission } from '../../packages/contract/src/schemas/submission.ts';
import { auditEntry } from '../../packages/contract/src/schemas/audit.ts';
import {
	type CodejoustServer,
	NO_LIMITS,
	startCodejoust,
	until,
} from '../support/codejoust-server.ts';
import { expectRefusal, readProblem } from '../support/expect-refusal.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';
import {
	type Answered,
	send,
	type Sent,
	smallBenchmark,
	smallSubmission,
} from '../support/small-benchmark.ts';

let judge: JudgeServer;
let server: CodejoustServer;
const NONE = { submissions_per_day: null, games_per_month: null, spend_micro_usd_per_month: null };

beforeAll(async () => {
	judge = await startJudgeServer({ policy: 'longer' });
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('small'));
	await server.client.createOrganisation({ slug: 'acme', name: 'Acme Corporation' });
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

const make = (given: Partial<NewKey> = {}) =>
	server.client.createKey({ organisation: 'acme', label: 'a test', ...given });
const clientOf = ({ key }: ShownKey): Client =>
	createClient({ baseUrl: server.address, key: key ?? '' });
const me = (key: string | null) => send(server, '/v1/keys/me', { key });

describe('a key', () => {
	test('is shown once, stored as a hash, and tells its holder who it is', async () => {
		const made = shownKey.parse(await make({ label: 'laptop', member: 'Ada' }));
		expect(made.key).toMatch(/^cj_[a-z0-9]{12}_[\w-]{32}$/);
		const { json, headers } = await me(made.key);
		expect(ownKey.parse(json)).toMatchObject({
			key: { id: made.id, label: 'laptop', member: 'Ada', scopes: ['submit'], state: 'active' },
			organisation: { slug: 'acme', name: 'Acme Corporation' },
		});
		expect(headers.get('cache-control')).toContain('private');
		const listed = await send(server, '/v1/keys?organisation=acme');
		expect(pageOf(apiKey, 'KeyPage').parse(listed.json)).toEqual(listed.json);
		const secret = made.key?.split('_').slice(2).join('_') ?? '?';
		expect(listed.text).not.toContain(secret);
		expect(await everythingStored()).not.toContain(secret);
		const used = await until(
			() => server.client.key(made.id),
			(key) => key.last_used_at !== null,
		);
		await me(made.key);
		expect((await server.client.key(made.id)).last_used_at).toBe(used.last_used_at);
	});

	test('is made once for each Idempotency-Key, and a repetition tells no secret', async () => {
		const body: NewKey = { organisation: 'acme', label: 'twice' };
		const first = await server.client.createKey(body, 'the same');
		const again = await server.client.createKey(body, 'the same');
		expect(again).toEqual({ ...first, key: null });
	});

	test('is refused for what only operators may do', async () => {
		const { key } = await make();
		for (const path of ['/v1/keys', '/v1/organisations', '/v1/audit', '/v1/organisations/acme']) {
			const problem = await expectRefusal(server, 'forbidden', path, { key });
			expect(problem.detail).toContain('"operate"');
			await expectRefusal(server, 'unauthenticated', path, { key: null });
		}
	});

	test('has one secret after its rotation, or two for as long as was asked', async () => {
		const made = await make();
		const second = await server.client.rotateKey(made.id, { overlap_seconds: 3600 });
		expect(second.previous_valid_until).not.toBeNull();
		expect([(await me(made.key)).status, (await me(second.key)).status]).toEqual([200, 200]);
		const third = await server.client.rotateKey(made.id);
		expect(third).toMatchObject({ id: made.id, previous_valid_until: null });
		for (const { key } of [made, second])
			expect(readProblem(await me(key), 'unauthenticated').detail).toContain('rotated');
		expect((await me(third.key)).status).toBe(200);
	});

	test('says what is wrong with it, and only to who knows its secret', async () => {
		const revoked = await make();
		expect((await server.client.revokeKey(revoked.id)).state).toBe('revoked');
		const soon = new Date(Date.now() + 60_000).toISOString();
		const expired = await make({ expires_at: soon });
		await server.db.execute(
			sql`update api_keys set expires_at = '2020-01-01Z' where id = ${expired.id}`,
		);
		const detailOf = async (key: string | null) =>
			readProblem(await me(key), 'unauthenticated').detail;
		expect(await detailOf(revoked.key)).toMatch(/was revoked at 20/);
		expect(await detailOf(expired.key)).toContain('expired at 2020-01-01T00:00:00.000Z');
		expect(await detailOf(`cj_${revoked.id}_${'x'.repeat(32)}`)).toContain('unknown');
		expect(await detailOf('sk-1234')).toContain('cj_<id>_<secret>');
		// A public read with such a key says so too, rather than to answer as if nobody had asked.
		readProblem(await send(server, '/v1/models', { key: revoked.key }), 'unauthenticated');
		await expect(ensureOperatorKey(server.db, revoked.key ?? '')).rejects.toThrow(/was revoked/);
		const rotate = { method: 'POST', body: {} };
		await expectRefusal(server, 'conflict', `/v1/keys/${revoked.id}/rotate`, rotate);
		await expectRefusal(server, 'conflict', `/v1/keys/${revoked.id}/revoke`, rotate);
	});

	test('that is the last to operate cannot be revoked', async () => {
		const other = await make({ organisation: 'operators', scopes: ['operate'] });
		expect((await clientOf(other).revokeKey(other.id)).state).toBe('revoked');
		const path = '/v1/keys/operator1/revoke';
		const problem = await expectRefusal(server, 'conflict', path, { method: 'POST' });
		expect(problem.detail).toContain('last');
	});

	test('is refused with everything that is wrong with what was asked', async () => {
		const problem = await expectRefusal(server, 'invalid-input', '/v1/keys', {
			method: 'POST',
			body: {
				organisation: 'No Name',
				label: '',
				scopes: ['rule'],
				quotas: { games_per_month: -1 },
			},
		});
		expect(problem.errors?.map(({ name }) => name).sort()).toEqual(
			['label', 'organisation', 'quotas.games_per_month', 'scopes.0'].sort(),
		);
		for (const [body, name] of [
			[{ organisation: 'nobody', label: 'a' }, 'organisation'],
			[{ organisation: 'acme', label: 'a', expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
		] as const) {
			const refused = await expectRefusal(server, 'invalid-input', '/v1/keys', {
				method: 'POST',
				body,
			});
			expect(refused.errors).toMatchObject([{ name }]);
		}
		await expectRefusal(server, 'not-found', '/v1/keys/nobody');
		await expectRefusal(server, 'not-found', '/v1/organisations/nobody');
		const body = { slug: 'acme', name: 'Again' };
		await expectRefusal(server, 'already-exists', '/v1/organisations', { method: 'POST', body });
	});

	test('in the wrong place is cut out of the answer', async () => {
		const { key } = await make();
		for (const path of [`/v1/${key}`, `/v1/runs?limit=${key}`, `/v1/leaderboards/${key}`]) {
			const { status, text } = await send(server, path);
			expect(status).toBeGreaterThanOrEqual(400);
			expect(text).not.toContain(key);
		}
	});
});

test('a private submission is its organisation’s: each of its keys sees and changes it, no other', async () => {
	await server.client.createOrganisation({ slug: 'rivals', name: 'Rivals' });
	const [own, colleague, rival] = [
		await make(),
		await make(),
		await make({ organisation: 'rivals' }),
	];
	const sent = await send(server, '/v1/submissions', {
		method: 'POST',
		body: { ...smallSubmission('small', 'secretive'), visibility: 'private' },
		key: own.key,
	});
	const { id } = submission.parse(sent.json);
	const statusFor = async (key: string | null) =>
		(await send(server, `/v1/submissions/${id}`, { key })).status;
	expect(await statusFor(colleague.key)).toBe(200);
	expect(await statusFor(server.key)).toBe(200);
	for (const key of [rival.key, null]) expect(await statusFor(key)).toBe(404);
	const withdraw = { method: 'POST', body: {} };
	const path = `/v1/submissions/${id}/withdraw`;
	await server.untilJudged(id);
	readProblem(await send(server, path, { ...withdraw, key: rival.key }), 'not-found');
	expect((await send(server, path, { ...withdraw, key: colleague.key })).status).toBe(200);
});

describe('a quota', () => {
	test('of submissions lets one of two at once pass, names itself, and begins anew', async () => {
		const made = await make({ quotas: { submissions_per_day: 1 } });
		const sent = (model: string) => ({
			method: 'POST',
			body: smallSubmission('small', model),
			key: made.key,
		});
		const answers = await Promise.all(
			['racer-a', 'racer-b'].map((model) => send(server, '/v1/submissions', sent(model))),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([201, 429]);
		await untilQuiet(answers.find(({ status }) => status === 201));
		const problem = await expectRefusal(
			server,
			'quota-exhausted',
			'/v1/submissions',
			sent('racer-c'),
		);
		expect(problem.quota).toMatchObject({
			name: 'submissions-per-day',
			holder: 'key',
			limit: 1,
			used: 1,
			asked: 1,
		});
		expect(problem.detail).toContain(problem.quota?.resets_at);
		expect(problem.retry_after_seconds).toBeLessThanOrEqual(24 * 3600);
		expect(new Date(problem.quota?.resets_at ?? '').getUTCHours()).toBe(0);
		expect((await clientOf(made).ownKey()).quotas).toContainEqual({
			...problem.quota,
			asked: undefined,
			left: 0,
		});
		await server.client.changeKey(made.id, { quotas: { submissions_per_day: 2 } });
		await untilQuiet(await send(server, '/v1/submissions', sent('racer-c')));
	});

	test('of games that one submission outgrows is refused for good', async () => {
		const made = await make({ quotas: { games_per_month: 7 } });
		const problem = await expectRefusal(server, 'quota-too-small', '/v1/submissions', {
			method: 'POST',
			body: smallSubmission('small', 'too-many-games'),
			key: made.key,
		});
		expect(problem.quota).toMatchObject({ limit: 7, used: 0, asked: 8 });
		expect(problem.retry_after_seconds).toBeUndefined();
	});

	test('of an organisation holds for all its keys, and spend needs a price', async () => {
		await server.client.createOrganisation({
			slug: 'thrifty',
			name: 'Thrifty',
			quotas: { spend_micro_usd_per_month: 1_000_000 },
		});
		const [first, second] = [
			await make({ organisation: 'thrifty' }),
			await make({ organisation: 'thrifty' }),
		];
		const sent = (model: string, { key }: ShownKey) => ({
			method: 'POST',
			body: smallSubmission('small', model),
			key,
		});
		const unpriced = await expectRefusal(
			server,
			'conflict',
			'/v1/submissions',
			sent('thrift-a', first),
		);
		expect(unpriced.detail).toContain('no price');
		const { items } = await server.client.judges();
		const live = items.find(({ is_rehearsal: isRehearsal }) => !isRehearsal)?.name ?? '';
		await server.client.setPrice(live, { input_micro_usd: 0, output_micro_usd: 500_000_000_000 });
		const expensive = await expectRefusal(
			server,
			'quota-too-small',
			'/v1/submissions',
			sent('thrift-a', first),
		);
		expect(expensive.quota).toMatchObject({ name: 'spend-per-month', holder: 'organisation' });
		expect(expensive.detail).toContain('$1.00');
		// What was asked of the judge before is known: it costs nothing to ask again for.
		await server.client.setPrice(live, { input_micro_usd: 0, output_micro_usd: 100_000 });
		const [run] = (await untilQuiet(await send(server, '/v1/submissions', sent('thrift-a', first))))
			.runs;
		const use = (await clientOf(second).ownKey()).quotas.find(
			({ name, holder }) => name === 'spend-per-month' && holder === 'organisation',
		);
		expect(use?.used).toBe(run?.progress.cost_micro_usd);
		expect(use?.used).toBeGreaterThan(0);
		const read = await send(server, '/v1/organisations/thrifty');
		expect(organisation.parse(read.json).quotas).toEqual({
			...NONE,
			spend_micro_usd_per_month: 1_000_000,
		});
		await server.client.setPrice(live, { input_micro_usd: 0, output_micro_usd: 0 });
	});
});

describe('the audit log', () => {
	test('says who did what in which request, before and after', async () => {
		const made = await make({ label: 'to be watched' });
		const changed = await send(server, `/v1/keys/${made.id}`, {
			method: 'PATCH',
			body: { quotas: { games_per_month: 10 } },
		});
		await server.client.revokeKey(made.id);
		const { json } = await send(server, `/v1/audit?subject=${made.id}`);
		const { items } = pageOf(auditEntry, 'AuditPage').parse(json);
		expect(items.map(({ action }) => action)).toEqual(['key.revoke', 'key.change', 'key.create']);
		for (const item of items)
			expect(item).toMatchObject({ actor: 'operator1', organisation: 'operators' });
		expect(items[0]).toMatchObject({ before: { state: 'active' }, after: { state: 'revoked' } });
		expect(items[1]).toMatchObject({
			before: { quotas: NONE },
			after: { quotas: { ...NONE, games_per_month: 10 } },
			request_id: changed.headers.get('x-request-id'),
		});
		expect(JSON.stringify(items)).not.toContain(made.key?.slice(-32));
	});

	test('is read by filters, page by page, and refuses to be changed', async () => {
		const all = (await server.client.audit({ action: 'key', limit: 200 })).items;
		expect(all.every(({ action }) => action.startsWith('key.'))).toBe(true);
		const seen: number[] = [];
		for (let cursor: string | null | undefined; cursor !== null;) {
			const page = await server.client.audit({ action: 'key', limit: 3, cursor });
			seen.push(...page.items.map(({ id }) => id));
			cursor = page.next_cursor;
		}
		expect(seen).toEqual(all.map(({ id }) => id));
		const { items } = await server.client.audit({ organisation: 'acme', action: 'submission' });
		expect(items.length).toBeGreaterThan(0);
		const future = new Date(Date.now() + 60_000).toISOString();
		expect((await server.client.audit({ since: future })).items).toEqual([]);
		await expectRefusal(server, 'invalid-input', '/v1/audit?cursor=x&since=today');
		for (const statement of [`update audit_log set actor = 'x'`, 'delete from audit_log'])
			await expect(server.db.execute(statement)).rejects.toMatchObject({
				cause: { message: expect.stringContaining('append-only') },
			});
	});
});

test('the command line makes, rotates and revokes a key, and says whose it is', async () => {
	const cli = (args: readonly string[], key = server.key) =>
		runCli(args, { env: { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: key } });
	const added = [
		'organisations',
		'create',
		'terminal',
		'--name',
		'Evil \u202e\u001b[31m',
		'--json',
	];
	const { stdout: asJson } = await cli(added);
	expect(organisation.parse(JSON.parse(asJson)).slug).toBe('terminal');
	const given = ['--label', 'a job', '--games-per-month', '16', '--expires', '2100-01-01'];
	const made = await cli(['keys', 'create', 'terminal', ...given]);
	expect(made.stdout).toMatch(/^cj_[a-z0-9]{12}_[\w-]{32}\n$/);
	expect(made.stderr).toContain(
		'may submit, until 2100-01-01T00:00:00.000Z. It is shown only once',
	);
	const id = made.stdout.split('_')[1] ?? '';
	const who = await cli(['whoami'], made.stdout.trim());
	expect(who.stdout).toMatch(/games-per-month +this key +0 of 16, resets at \d{4}-\d\d-01T00:00Z/);
	expect(who.stdout).not.toMatch(/[\u202e\u001b]/);
	const rotated = await cli(['keys', 'rotate', id, '--overlap', '1h', '--json']);
	expect(shownKey.parse(JSON.parse(rotated.stdout)).previous_valid_until).not.toBeNull();
	expect((await cli(['keys', 'revoke', id])).stdout).toContain(`${id} of terminal is revoked`);
	const [listed, audit] = await Promise.all([
		cli(['keys', 'list', '--organisation', 'terminal']),
		cli(['audit', '--subject', id]),
	]);
	expect(listed.stdout).toMatch(new RegExp(`${id} +terminal +a job .*submit +revoked`));
	expect(audit.stdout).toMatch(/key\.revoke[^]*key\.rotate[^]*key\.create/);
});

describe('a limit of requests', () => {
	let limited: CodejoustServer;
	beforeAll(async () => {
		const requestLimits = { ...NO_LIMITS, perKey: 5, perAddress: 3, proxies: 1 };
		limited = await startCodejoust({ config: { requestLimits, roles: new Set(['api']) } });
	});
	afterAll(() => limited.stop());

	/** So many requests that a minute of the clock which ends among them changes nothing. */
	const flood = async (allowed: number, sent: Sent) => {
		const all: Answered[] = [];
		for (let asked = 0; asked <= 2 * allowed; asked++)
			all.push(await send(limited, '/v1/models', sent));
		return all;
	};

	test('counts by key, or by the address of who has none, and says when to come back', async () => {
		const sent = (ip: string, key: string | null) => ({ key, headers: { 'x-forwarded-for': ip } });
		const anonymous = await flood(3, sent('192.0.2.1', null));
		const [first] = anonymous;
		expect(first?.headers.get('ratelimit-policy')).toBe('"address";q=3;w=60');
		expect(first?.headers.get('ratelimit')).toMatch(/^"address";r=2;t=\d+$/);
		const over = anonymous.find(({ status }) => status === 429);
		if (!over) throw new Error('nothing was refused');
		const problem = readProblem(over, 'too-many-requests');
		expect(over.headers.get('retry-after')).toBe(String(problem.retry_after_seconds));
		expect(over.headers.get('ratelimit')).toMatch(/^"address";r=0;t=\d+$/);
		const other = await send(limited, '/v1/models', sent('192.0.2.2', null));
		expect(other.status).toBe(200);
		const known = await flood(5, sent('192.0.2.1', limited.key));
		expect(known[0]?.headers.get('ratelimit-policy')).toBe('"key";q=5;w=60');
		expect(known.some(({ status }) => status === 429)).toBe(true);
		// Guesses at a key count as the address's, so that they end too.
		const guesses = await flood(3, sent('192.0.2.3', 'cj_operator1_abcdefghijklmnopqrstuvwy'));
		expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401, 429]));
	});
});

/** The submission that was taken, once it is judged and on its board: no row comes any more. */
async function untilQuiet(taken: Answered | undefined) {
	const { id } = submission.parse(taken?.json);
	const judged = await server.untilJudged(id);
	await server.untilOnBoard('small', [id]);
	return judged;
}

/** Every row of every table as text. */
async function everythingStored(): Promise<string> {
	const tables = await server.db.execute<{ name: string }>(
		`select format('%I', table_name) as name from information_schema.tables
		where table_schema = 'public' and table_type = 'BASE TABLE'`,
	);
	const texts: string[] = [];
	for (const { name } of tables) {
		const rows = await server.db.execute(`select row::text as text from ${name} row`);
		texts.push(...[...rows].map((row) => String(row['text'])));
	}
	return texts.join('\n');
}
