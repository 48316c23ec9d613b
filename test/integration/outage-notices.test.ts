import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOutageNotices } from '../../apps/api/src/worker/outage-notices.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { startWebhookServer } from '../support/webhook-server.ts';
import { until } from '../support/until.ts';

let server: CodejoustServer;
let webhook: Awaited<ReturnType<typeof startWebhookServer>>;
beforeAll(async () => {
	webhook = await startWebhookServer();
	server = await startCodejoust({ config: { webhook: { url: webhook.url } } });
});
afterAll(async () => {
	await server.stop();
	await webhook.close();
});

/** No worker of the server looks at an endpoint of this name. */
const ENDPOINT = 'elsewhere';
const SINCE = new Date('2026-01-01T10:00:00Z');
const DOWN = [
	{ outageSince: null, outageReason: null },
	{ outageSince: SINCE, outageReason: 'ECONNREFUSED' },
];
const UP = [{ outageSince: null, outageReason: null }];

async function readNotices(): Promise<readonly (readonly [string, string | null])[]> {
	const { items } = await server.client.notices();
	return items
		.toReversed()
		.filter(({ endpoint }) => endpoint === ENDPOINT)
		.map(({ kind, endpoint }) => [kind, endpoint] as const);
}

test('an outage that lasts a minute and its end are told once by all workers, also at the webhook', async () => {
	let seconds = 0;
	const now = () => new Date(SINCE.getTime() + 1000 * seconds);
	const workers = [0, 1].map(() => createOutageNotices({ db: server.db, now }));
	const lookAll = (rows: typeof DOWN) =>
		Promise.all(workers.map(({ look }) => look(ENDPOINT, rows)));
	await lookAll(UP);
	seconds = 59;
	await lookAll(DOWN);
	expect(await readNotices()).toEqual([]);
	seconds = 60;
	await lookAll(DOWN);
	await lookAll(DOWN);
	expect(await readNotices()).toEqual([['outage', ENDPOINT]]);
	const [notice] = (await server.client.notices()).items;
	expect(notice?.message).toBe(
		`The endpoint ${ENDPOINT} has failed since 2026-01-01T10:00:00.000Z (ECONNREFUSED); it is tried again automatically.`,
	);
	await lookAll(UP);
	await lookAll(DOWN);
	// A worker that starts after the outage has ended tells of the end that nobody told.
	await createOutageNotices({ db: server.db, now }).look(ENDPOINT, UP);
	expect((await readNotices()).map(([kind]) => kind)).toEqual([
		'outage',
		'outage-over',
		'outage',
		'outage-over',
	]);
	await until(
		async () => webhook.posts.length,
		(count) => count >= 4,
		20_000,
	);
});
