import { expect, test } from 'vitest';
import { untilSent } from './until-sent.ts';

/** A response whose body has two parts, and how often it was said to be sent. */
function twoParts() {
	const state = { sent: 0, isCancelled: false };
	const parts = ['one ', 'two'];
	const body = new ReadableStream<Uint8Array>(
		{
			pull: (controller) => {
				const part = parts.shift();
				if (part === undefined) controller.close();
				else controller.enqueue(new TextEncoder().encode(part));
			},
			cancel: () => {
				state.isCancelled = true;
			},
		},
		{ highWaterMark: 0 },
	);
	const headers = { 'x-a': 'b' };
	const response = untilSent(new Response(body, { status: 201, headers }), () => state.sent++);
	return { response, state };
}

test('a body is sent when its last part is read, and is the same', async () => {
	const { response, state } = twoParts();
	expect([response.status, response.headers.get('x-a')]).toEqual([201, 'b']);
	const reader = response.body?.getReader();
	await reader?.read();
	expect(state.sent).toBe(0);
	const second = await reader?.read();
	expect(new TextDecoder().decode(second?.value)).toBe('two');
	expect((await reader?.read())?.done).toBe(true);
	expect(state).toEqual({ sent: 1, isCancelled: false });
});

test('a body that is left is sent, and its source learns of it', async () => {
	const { response, state } = twoParts();
	await response.body?.cancel();
	expect(state).toEqual({ sent: 1, isCancelled: true });
});

test('a response without a body is sent', () => {
	let sent = 0;
	untilSent(new Response(null, { status: 304 }), () => sent++);
	expect(sent).toBe(1);
});
