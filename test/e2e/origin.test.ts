import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';

const EVIL = 'evil.example';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

/** A server with pages and something in its feed. */
async function start(origin?: string): Promise<CodejoustServer> {
	const server = await startCodejoust({ isWithPages: true, config: { origin } });
	closers.push(() => server.stop());
	await until(
		() => server.client.changelog(),
		({ items }) => items.length > 0,
	);
	return server;
}

/** What a visitor gets who sends another host; fetch does not let one choose it. */
async function ask({ address }: CodejoustServer, path: string, host: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const asked = request(new URL(path, address), { headers: { host } });
		asked.once('response', (response) => void text(response).then(resolve, reject));
		asked.once('error', reject).end();
	});
}

test('with ORIGIN a feed names it in every id and link, whatever host is asked for', async () => {
	const server = await start('https://arena.example');
	const feed = await ask(server, '/changelog.atom', EVIL);
	expect(feed).toContain('<id>https://arena.example/changelog.atom</id>');
	expect(feed).toContain('<id>tag:arena.example,2026:change/');
	expect(feed).not.toContain(EVIL);
	expect(server.log).toEqual([]);
});

test('without ORIGIN the first host that is not this machine is warned of, once', async () => {
	const server = await start();
	await ask(server, '/changelog.atom', new URL(server.address).host);
	expect(server.log).toEqual([]);
	for (const host of [EVIL, 'other.example']) await ask(server, '/changelog.atom', host);
	expect(server.log).toEqual([
		expect.objectContaining({
			host: EVIL,
			msg: expect.stringContaining('ORIGIN is not set') as unknown,
		}),
	]);
});
