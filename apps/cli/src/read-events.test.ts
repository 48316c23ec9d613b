import { expect, test } from 'vitest';
import { type ServerEvent, readEvents } from './read-events.ts';

const STREAM =
	': hello\n\nevent: progress\nid: 1\ndata: {"a":\ndata: 1}\n\nevent: progress\r\nid:2\r\ndata:é\r\n\r\nunknown: x\nretry: soon\ndata: bare\n\ndata: cut';
const EVENTS = [
	{ id: '1', event: 'progress', data: '{"a":\n1}' },
	{ id: '2', event: 'progress', data: 'é' },
	{ id: '2', event: 'message', data: 'bare' },
];

async function readAll(text: string, size: number): Promise<readonly ServerEvent[]> {
	const bytes = new TextEncoder().encode(text);
	const chunks = ReadableStream.from(
		Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
			bytes.subarray(at * size, (at + 1) * size),
		),
	);
	const read: ServerEvent[] = [];
	for await (const event of readEvents(chunks)) read.push(event);
	return read;
}

test.each([1, 2, 3, 7, 1000])('events are the same in chunks of %i bytes', async (size) => {
	expect(await readAll(STREAM, size)).toEqual(EVENTS);
});

test('an event that grows without end is an error', async () => {
	const endless = `data: ${'x'.repeat(5 * 1024 * 1024)}`;
	await expect(readAll(endless, 64 * 1024)).rejects.toThrow('buffer');
});
