import { expect, test } from 'vitest';
import { type ServerEvent, readEvents } from './read-events.ts';

const STREAM =
	': hello\n\nevent: progress\nid: 1\ndata: {"a":\ndata: 1}\n\nevent: progress\r\nid:2\r\ndata:é\r\n\r\ndata: cut';
const EVENTS = [
	{ id: '1', event: 'progress', data: '{"a":\n1}' },
	{ id: '2', event: 'progress', data: 'é' },
];

test.each([1, 2, 3, 7, 1000])('events are the same in chunks of %i bytes', async (size) => {
	const bytes = new TextEncoder().encode(STREAM);
	const chunks = ReadableStream.from(
		Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
			bytes.subarray(at * size, (at + 1) * size),
		),
	);
	const read: ServerEvent[] = [];
	for await (const event of readEvents(chunks)) read.push(event);
	expect(read).toEqual(EVENTS);
});
