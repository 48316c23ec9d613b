import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { addressOf } from './client-address.ts';
import { openRequestWindow } from './request-window.ts';

test('every caller has a share of its own, and a new one with every minute', async () => {
	let now = new Date('2026-11-20T12:00:30Z');
	const window = openRequestWindow({ now: () => now, what: 'requests' });
	expect(await window.take('a', 2)).toMatchObject({
		remaining: 1,
		isOver: false,
		resetSeconds: 30,
	});
	expect(await window.take('a', 2)).toMatchObject({ remaining: 0, isOver: false });
	expect(await window.take('a', 2)).toMatchObject({ remaining: 0, isOver: true });
	expect(await window.take('b', 2)).toMatchObject({ remaining: 1, isOver: false });
	expect(await window.take('a', 0)).toBeUndefined();
	now = new Date('2026-11-20T12:01:00Z');
	expect(await window.take('a', 2)).toMatchObject({
		remaining: 1,
		isOver: false,
		resetSeconds: 60,
	});
});

test.each([
	['the socket where no proxy is ours', '10.0.0.9', '1.2.3.4', 0, '10.0.0.9'],
	['what our proxy saw, not what a client claims', '10.0.0.9', '6.6.6.6, 1.2.3.4', 1, '1.2.3.4'],
	['what the outer of two proxies saw', '10.0.0.9', '6.6.6.6, 1.2.3.4, 10.0.0.8', 2, '1.2.3.4'],
	['the socket where a proxy says nothing', '10.0.0.9', '', 1, '10.0.0.9'],
	['an IPv4 address in its IPv6 dress', '::ffff:10.0.0.9', '', 0, '10.0.0.9'],
	['the network of an IPv6 host', '2001:db8:1:2:3:4:5:6', '', 0, '2001:db8:1:2::/64'],
	['the network of a shortened IPv6 host', '2001:db8::7', '', 0, '2001:db8:0:0::/64'],
])('an address is %s', (_says, remoteAddress, forwarded, proxies, expected) => {
	const headers = { 'x-forwarded-for': forwarded };
	// Of a socket nothing else is read.
	const socket = { remoteAddress } as Socket;
	expect(addressOf({ socket, headers }, proxies)).toBe(expected);
});
