import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** What a question that a page asks in this process carries in place of a socket. */
export type PageBindings = {
	readonly page: {
		/** The address of the page's visitor. */
		readonly visitor: string | undefined;
		/** Costly reads are counted once for a page. */
		isCostCounted: boolean;
	};
};

/** The address that a request comes from; absent for one that never went over a socket. */
export function clientAddress(context: Context, proxies: number): string | undefined {
	const { incoming } = bindingsOf(context);
	return incoming && addressOf(incoming, proxies);
}

/** The page that asks; absent for a request from outside. */
export function askingPage(context: Context): PageBindings['page'] | undefined {
	return bindingsOf(context).page;
}

/**
 * The address that a request comes from: the socket's, or what the outermost of our own proxies has written down.
 * Absent when the connection has ended already. An IPv6 host has many addresses, so its network stands for it.
 */
export function addressOf(
	{ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
	proxies: number,
): string | undefined {
	const { remoteAddress } = socket;
	if (remoteAddress === undefined) return undefined;
	const forwarded = [headers['x-forwarded-for'] ?? []]
		.flat()
		.flatMap((line) => line.split(','))
		.map((part) => part.trim())
		.filter((part) => part !== '');
	// Each proxy adds the address that it was asked from at the end; what stands before those is the client's own claim.
	const told = proxies > 0 ? forwarded.at(-Math.min(proxies, forwarded.length)) : undefined;
	return networkOf(told ?? remoteAddress);
}

function bindingsOf(context: Context): Partial<HttpBindings & PageBindings> {
	return (context.env ?? {}) as Partial<HttpBindings & PageBindings>;
}

function networkOf(address: string): string {
	const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
	if (!plain.includes(':')) return plain.slice(0, 64);
	const [head = '', tail] = plain.split('::');
	const groups = head.split(':');
	const known = tail === undefined ? groups : [...groups, '0', '0', '0', '0'];
	return `${known.slice(0, 4).join(':').slice(0, 64)}::/64`;
}
