import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { untilRepliesAreRead } from './send-after-reading.ts';

const closers: (() => void)[] = [];
afterEach(() => {
	for (const close of closers.splice(0)) close();
});

async function openPair(): Promise<readonly [Socket, Socket]> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port given');
	const own = connect(address.port, '127.0.0.1');
	const [other] = (await once(server, 'connection')) as [Socket];
	closers.push(
		() => own.destroy(),
		() => other.destroy(),
		() => server.close(),
	);
	return [own, other];
}

test('between two requests what has arrived meanwhile is read', async () => {
	const [own, other] = await openPair();
	const order: string[] = [];
	own.on('data', () => order.push('a reply is read'));
	const first = untilRepliesAreRead().then(() => {
		order.push('the first is sent');
		other.write('a reply');
	});
	const second = untilRepliesAreRead().then(() => order.push('the second is sent'));
	await Promise.all([first, second]);
	expect(order).toEqual(['the first is sent', 'a reply is read', 'the second is sent']);
});

test('requests are sent in the order of asking, and none is forgotten', async () => {
	const order: number[] = [];
	const send = (at: number) => untilRepliesAreRead().then(() => order.push(at));
	await Promise.all([send(1), send(2), send(3)]);
	await Promise.all([send(4)]);
	expect(order).toEqual([1, 2, 3, 4]);
});
