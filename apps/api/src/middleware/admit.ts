import type { Context, MiddlewareHandler } from 'hono';
import { parseShareToken } from '../api-key.ts';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { clientAddress } from './client-address.ts';
import type { Principal } from '../actor.ts';
import { type ApiEnvironment, authenticate, readCredential } from './authenticate.ts';
import { type OpenedLink, openLink } from './open-link.ts';
import { openRequestWindow, type Share } from './request-window.ts';

type Admission =
	| { readonly kind: 'anonymous' }
	| { readonly kind: 'known'; readonly principal: Principal }
	| { readonly kind: 'linked'; readonly link: OpenedLink }
	| { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * At the door of every route: says who sent a key or a link, refuses one that is not taken, and counts the request against the
 * limit of the key, or of the address when there is none. What a page asks in this process has no address and is counted there.
 */
export function admit(
	deps: Pick<ApiDeps, 'db' | 'now' | 'keyring' | 'requestLimits' | 'takeTogether'>,
): MiddlewareHandler<ApiEnvironment> {
	const { perKey, perAddress, proxies } = deps.requestLimits;
	const { now, takeTogether } = deps;
	const window = openRequestWindow({ now, what: 'requests', takeTogether });
	return async (context, next) => {
		const admission = await look(deps, context.req.header('authorization'));
		const address = clientAddress(context as Context, proxies);
		const share =
			admission.kind === 'known'
				? await window.take(`key ${admission.principal.keyId}`, perKey)
				: address === undefined
					? undefined
					: await window.take(`address ${address}`, perAddress);
		const headers = share ? describeShare(share, admission.kind === 'known') : {};
		for (const [name, value] of Object.entries(headers)) context.header(name, value);
		if (share?.isOver) throw refuseFlood(share, admission.kind === 'known');
		if (admission.kind === 'refused') throw admission.refusal;
		context.set('reader', admission.kind === 'known' ? admission.principal : undefined);
		context.set('link', admission.kind === 'linked' ? admission.link : undefined);
		await next();
		// Again, for an answer that was made without the context.
		for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
	};
}

async function look(
	deps: Pick<ApiDeps, 'db' | 'now' | 'keyring'>,
	header: string | undefined,
): Promise<Admission> {
	if (header === undefined) return { kind: 'anonymous' };
	try {
		const credential = readCredential(header);
		if (parseShareToken(credential))
			return { kind: 'linked', link: await openLink(deps, credential) };
		return { kind: 'known', principal: await authenticate(deps, header) };
	} catch (error) {
		if (error instanceof Refusal) return { kind: 'refused', refusal: error };
		throw error;
	}
}

/** The fields of draft-ietf-httpapi-ratelimit-headers. */
function describeShare(
	{ limit, remaining, resetSeconds, windowSeconds }: Share,
	isKey: boolean,
): Record<string, string> {
	const policy = isKey ? '"key"' : '"address"';
	return {
		'ratelimit-policy': `${policy};q=${limit};w=${windowSeconds}`,
		ratelimit: `${policy};r=${remaining};t=${resetSeconds}`,
	};
}

function refuseFlood({ limit, resetSeconds }: Share, isKey: boolean): Refusal {
	return new Refusal(
		'too-many-requests',
		`${isKey ? 'This key' : 'This address'} may send ${limit} requests a minute. Try again in ${resetSeconds} s${isKey ? '' : ', or send an API key'}.`,
		[],
		0,
		{ retryAfterSeconds: resetSeconds },
	);
}
