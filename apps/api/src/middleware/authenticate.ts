import type { MiddlewareHandler } from 'hono';
import { findApiKey, touchApiKey } from '@codejoust/db/queries/access';
import { isSameSecret, parseApiKey } from '../api-key.ts';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';

export type Principal = { readonly keyId: string; readonly scopes: readonly string[] };
export type ApiEnvironment = { Variables: { principal: Principal; requestId: string } };

const TOUCH_EVERY_MS = 60_000;

/** Lets a request pass that carries a live API key with the scope; an operator may also submit. */
export function requireScope(
	deps: Pick<ApiDeps, 'db' | 'now'>,
	scope: 'submit' | 'operate',
): MiddlewareHandler<ApiEnvironment> {
	return async (context, next) => {
		const principal = await authenticate(deps, context.req.header('authorization'));
		if (!principal.scopes.includes(scope) && !principal.scopes.includes('operate')) {
			throw new Refusal('forbidden', `This needs a key with the scope "${scope}".`);
		}
		context.set('principal', principal);
		await next();
	};
}

/** The holder of the key in an Authorization header. Refuses what opens nothing. */
export async function authenticate(
	{ db, now }: Pick<ApiDeps, 'db' | 'now'>,
	header: string | undefined,
): Promise<Principal> {
	if (!header) {
		throw new Refusal('unauthenticated', 'Send the header "Authorization: Bearer cj_…".');
	}
	const parsed = parseApiKey(header.replace(/^Bearer\s+/i, ''));
	const stored = parsed && (await findApiKey(db, parsed.id));
	if (!parsed || !stored || !isSameSecret(parsed.secret, stored.secretHash)) {
		throw new Refusal('unauthenticated', 'The API key is unknown or has been revoked.');
	}
	if (stored.expiresAt && stored.expiresAt <= now()) {
		throw new Refusal(
			'unauthenticated',
			`The API key expired at ${stored.expiresAt.toISOString()}.`,
		);
	}
	if (!stored.lastUsedAt || now().getTime() - stored.lastUsedAt.getTime() > TOUCH_EVERY_MS)
		await touchApiKey(db, stored.id, now());
	return { keyId: stored.id, scopes: stored.scopes };
}
