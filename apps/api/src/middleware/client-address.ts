import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/**
 * The address that a request comes from: the socket's, or what the outermost of our own proxies has written down.
 * Absent for a request that never went over a socket. An IPv6 host has many addresses, so its network stands for it.
 */
export function clientAddress(context: Context, proxies: number): string | undefined {
	const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
	const socket = incoming?.socket.remoteAddress;
	if (socket === undefined) return undefined;
	const forwarded = (context.req.header('x-forwarded-for') ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
	// Each proxy adds the address that it was asked from at the end; what stands before those is the client's own claim.
	const told = proxies > 0 ? forwarded.at(-Math.min(proxies, forwarded.length)) : undefined;
	return networkOf(told ?? socket);
}

function networkOf(address: string): string {
	const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
	if (!plain.includes(':')) return plain.slice(0, 64);
	const [head = '', tail] = plain.split('::');
	const groups = head.split(':');
	const known = tail === undefined ? groups : [...groups, '0', '0', '0', '0'];
	return `${known.slice(0, 4).join(':').slice(0, 64)}::/64`;
}
