import type { Context } from 'hono';
import type { ApiEnvironment } from './authenticate.ts';
import { clientAddress, askingPage } from './client-address.ts';

/** Who asks, for limits: a key, else an address, which a page names for its visitor. Undefined for this process itself. */
export function visitorOf(context: Context<ApiEnvironment>, proxies: number): string | undefined {
	const key = context.get('reader')?.keyId;
	if (key !== undefined) return `key ${key}`;
	// Where an address comes from is the same in every environment.
	const address =
		clientAddress(context as Context, proxies) ?? askingPage(context as Context)?.visitor;
	return address === undefined ? undefined : `address ${address}`;
}
