import { afterEach, expect, test } from 'vitest';
import { readEvents as parseEvents } from '../../apps/cli/src/read-events.ts';
import { startCodejoust } from '../support/codejoust-server.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

type ServerSentEvent = { readonly id: string; readonly run: { readonly state: string } };

test('progress streams while a run plays, ends with it, and a reconnect repeats nothing', async () => {
	const judge = await startJudgeServer({ policy: 'hash', latencyMs: 50 });
	closers.push(judge.close);
	const server = await startCodejoust({
		judgeBaseUrl: judge.baseUrl,
		config: { judgeConcurrency: 2 },
	});
	closers.push(() => server.stop());
	await server.client.createBenchmark(smallBenchmark('streamed', 40));
	const { runs } = await server.client.createSubmission(smallSubmission('streamed', 'm', 40));
	const url = `${server.address}/v1/runs/${runs[0]?.id}/events`;

	const events = await readEvents(await fetch(url));
	expect(events.length).toBeGreaterThan(1);
	expect(events.at(-1)?.run).toMatchObject({ state: 'done', progress: { scored: 80, open: 0 } });
	expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);

	const again = await fetch(url, { headers: { 'last-event-id': events.at(-1)?.id ?? '' } });
	expect(await readEvents(again)).toEqual([]);
	expect(again.headers.get('x-accel-buffering')).toBe('no');
});

test('a stream that is open does not keep the server from stopping', async () => {
	const judge = await startJudgeServer({ policy: 'hash', latencyMs: 200 });
	closers.push(judge.close);
	const server = await startCodejoust({
		judgeBaseUrl: judge.baseUrl,
		config: { judgeConcurrency: 1 },
	});
	await server.client.createBenchmark(smallBenchmark('open', 10));
	const { runs } = await server.client.createSubmission(smallSubmission('open', 'm', 10));
	const response = await fetch(`${server.address}/v1/runs/${runs[0]?.id}/events`);
	const reading = readEvents(response);
	await server.stop();
	expect((await reading).length).toBeGreaterThan(0);
});

async function readEvents(response: Response): Promise<ServerSentEvent[]> {
	expect(response.headers.get('content-type')).toContain('text/event-stream');
	if (!response.body) throw new Error('the event stream has no body');
	const read: ServerSentEvent[] = [];
	for await (const { id, event, data } of parseEvents(response.body)) {
		expect(event).toBe('progress');
		read.push({ id, run: JSON.parse(data) as ServerSentEvent['run'] });
	}
	return read;
}
