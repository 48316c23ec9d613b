import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { ApiEnvironment } from './authenticate.ts';
import { limitCostly } from './limit-costly.ts';
import { onError } from './problems.ts';

/** An app whose read ends when the test ends it, asked by pages in the name of their visitors. */
function slowApp({
	costlyMs,
	costlyPerMinute = 0,
}: {
	costlyMs: number;
	costlyPerMinute?: number;
}) {
	const limits = { costlyMs, costlyPerMinute, costlyAtOnce: 1, proxies: 0 };
	const reads: (() => void)[] = [];
	const app = new Hono<ApiEnvironment>();
	app.onError(onError(pino({ level: 'silent' })));
	app.get(
		'/',
		limitCostly(limits, {
			now: () => new Date('2026-11-20T12:00:30Z'),
			takeTogether: undefined,
		})(() => true),
	);
	app.get('/', async (context) => {
		await new Promise<void>((resolve) => reads.push(resolve));
		return context.text('read');
	});
	const ask = async (visitor: string, page = { visitor, isCostCounted: false }) =>
		app.request('/', {}, { page });
	return { ask, reads };
}

test('a read that takes too long is refused while it continues, and keeps its visitor’s turn', async () => {
	const { ask, reads } = slowApp({ costlyMs: 50 });
	const late = await ask('192.0.2.1');
	expect(late.status).toBe(503);
	expect(await late.json()).toMatchObject({ code: 'not-ready', retry_after_seconds: 1 });
	const second = await ask('192.0.2.1');
	expect(second.status).toBe(429);
	expect(second.headers.get('retry-after')).toBe('1');
	expect(reads.length, 'the second was never begun').toBe(1);
	const other = ask('192.0.2.2');
	await pause(0);
	reads.splice(0).forEach((end) => end());
	expect((await other).status).toBe(200);
	const third = ask('192.0.2.1');
	await pause(0);
	reads.splice(0).forEach((end) => end());
	expect(await (await third).text()).toBe('read');
});

test('one visitor’s reads are made one after another', async () => {
	const { ask, reads } = slowApp({ costlyMs: 0 });
	const answers = [ask('192.0.2.1'), ask('192.0.2.1'), ask('192.0.2.1')];
	for (const answer of answers) {
		await pause(0);
		expect(reads.length).toBe(1);
		reads.splice(0).forEach((end) => end());
		expect((await answer).status).toBe(200);
	}
});

test('a page counts once for its visitor, whatever it asks', async () => {
	const { ask, reads } = slowApp({ costlyMs: 0, costlyPerMinute: 1 });
	const page = { visitor: '192.0.2.1', isCostCounted: false };
	for (const _ of [1, 2, 3]) {
		const answer = ask('192.0.2.1', page);
		await pause(0);
		reads.splice(0).forEach((end) => end());
		expect((await answer).status).toBe(200);
	}
	const next = { visitor: '192.0.2.1', isCostCounted: false };
	for (const _ of [1, 2]) expect((await ask('192.0.2.1', next)).status).toBe(429);
});
