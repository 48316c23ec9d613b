import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient } from '@codejoust/contract/client';
import { SESSION_HOURS } from '@codejoust/contract/session-hours';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { send } from '../support/small-benchmark.ts';

let server: CodejoustServer;
beforeAll(async () => {
	server = await startCodejoust({ config: { roles: new Set(['api']) } });
	await server.client.createOrganisation({ slug: 'acme', name: 'Acme' });
});
afterAll(() => server.stop());

const clientOf = (key: string) => createClient({ baseUrl: server.address, key });

async function makeKey(expiresAt: string | null = null) {
	const body = { organisation: 'acme', label: 'A browser', expires_at: expiresAt };
	const { id, key } = await server.client.createKey(body);
	if (key === null) throw new Error('the key was not shown');
	return { id, key };
}

describe('a session', () => {
	test('does what its key may, is listed without its secret, and is not accepted once it has ended', async () => {
		const { id, key } = await makeKey();
		const started = await clientOf(key).startSession();
		expect(started).toMatchObject({ key: { id, organisation: 'acme' }, ended_at: null });
		const hours = (Date.parse(started.expires_at) - Date.parse(started.created_at)) / 3_600_000;
		expect(hours).toBe(SESSION_HOURS);

		const browser = clientOf(started.token);
		expect((await browser.ownKey()).key.id).toBe(id);
		expect((await browser.session('current')).id).toBe(started.id);
		const listed = await send(server, '/v1/sessions', { method: 'GET' });
		expect(listed.text).toContain(started.id);
		// The secret may have underscores itself.
		const secret = started.token.split('_').slice(2).join('_');
		expect(secret.length).toBeGreaterThan(20);
		expect(listed.text).not.toContain(secret);

		expect((await browser.endSession('current')).ended_at).not.toBeNull();
		await expect(browser.ownKey()).rejects.toThrow(/The session ended at .*: sign in again/);
		const { items } = await server.client.sessions();
		expect(items.map((session) => session.id)).not.toContain(started.id);
		expect((await clientOf(key).ownKey()).key.id).toBe(id);
	});

	test.each(['revoke', 'rotate'] as const)('ends when its key is %sd', async (action) => {
		const { id, key } = await makeKey();
		const { token } = await clientOf(key).startSession();
		if (action === 'revoke') await server.client.revokeKey(id);
		else await server.client.rotateKey(id, { overlap_seconds: 3600 });
		await expect(clientOf(token).ownKey()).rejects.toThrow(/revoked|The session ended/);
		// The secret before the rotation is accepted for an hour more, and starts nothing that lasts longer.
		await expect(clientOf(key).startSession()).rejects.toThrow(/revoked|another secret now/);
	});

	test('lasts no longer than its key', async () => {
		const expiry = new Date(Date.now() + 60_000).toISOString();
		const { key } = await makeKey(expiry);
		expect((await clientOf(key).startSession()).expires_at).toBe(expiry);
	});

	test('is of its key and of operators: another key neither reads nor ends it', async () => {
		const [own, other] = [await makeKey(), await makeKey()];
		const { id } = await clientOf(own.key).startSession();
		await expect(clientOf(other.key).session(id)).rejects.toThrow('There is no session');
		await expect(clientOf(other.key).endSession(id)).rejects.toThrow('There is no session');
		await expect(clientOf(other.key).sessions()).rejects.toThrow('scope "operate"');
		expect((await clientOf(own.key).session(id)).id).toBe(id);
		expect((await server.client.endSession(id)).ended_at).not.toBeNull();
	});

	test('ends when its key has twenty newer ones, and the log says which one ended it', async () => {
		const [own, other] = [await makeKey(), await makeKey()];
		const { token: apart } = await clientOf(other.key).startSession();
		const started = [];
		for (let at = 0; at < 20; at++) started.push(await clientOf(own.key).startSession());
		const [oldest, second] = started;
		const ownKey = async (token = '') => (await clientOf(token).ownKey()).key.id;
		expect(await ownKey(oldest?.token)).toBe(own.id);
		const newest = await clientOf(own.key).startSession();
		await expect(ownKey(oldest?.token)).rejects.toThrow(/The session ended/);
		for (const { token } of [second, newest].flatMap((one) => one ?? []))
			expect(await ownKey(token)).toBe(own.id);
		expect(await ownKey(apart), 'of another key').toBe(other.id);
		const { items } = await server.client.audit({ subject: oldest?.id ?? '' });
		expect(items[0]).toMatchObject({
			action: 'session.end',
			actor: own.id,
			detail: { key: own.id, ended_by: newest.id },
		});
		// One that has ended makes room.
		await clientOf(newest.token).endSession('current');
		await clientOf(own.key).startSession();
		expect(await ownKey(second?.token)).toBe(own.id);
		// However many start at once.
		await Promise.all(Array.from({ length: 30 }, () => clientOf(own.key).startSession()));
		const accepted = (await server.client.sessions({ limit: 100 })).items;
		expect(accepted.filter(({ key }) => key.id === own.id)).toHaveLength(20);
	});

	test('starts no other session, and a key has no current one', async () => {
		const { key } = await makeKey();
		const { token } = await clientOf(key).startSession();
		await expect(clientOf(token).startSession()).rejects.toThrow('not with a session');
		await expect(clientOf(key).session('current')).rejects.toThrow('it has no session');
	});

	test('with a wrong secret is unknown, whatever its id', async () => {
		const { key } = await makeKey();
		const { id } = await clientOf(key).startSession();
		const wrong = `cjs_${id}_${'x'.repeat(32)}`;
		await expectRefusal({ ...server, key: wrong }, 'unauthenticated', '/v1/keys/me', {
			method: 'GET',
		});
	});

	test('is written down when it starts and ends, without its token', async () => {
		const { id: keyId, key } = await makeKey();
		const { id, token } = await clientOf(key).startSession();
		await clientOf(token).endSession(id);
		const { items } = await server.client.audit({ subject: id });
		expect(items.map(({ action, actor }) => [action, actor])).toEqual([
			['session.end', keyId],
			['session.start', keyId],
		]);
		expect(JSON.stringify(items)).not.toContain(token);
	});
});
