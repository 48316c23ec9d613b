import type { Context, MiddlewareHandler } from 'hono';
import { type ApiKeyRow, findApiKey } from '@codejoust/db/queries/access';
import { hashSecret, isSameSecret, parseApiKey } from '../api-key.ts';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';

export type Scope = 'submit' | 'operate';
export type Principal = {
	readonly keyId: string;
	/** Slug of the organisation that the key belongs to. */
	readonly organisation: string;
	readonly scopes: readonly Scope[];
};
/** Who did it and in which request, for the audit log. */
export type Actor = { readonly actor: string; readonly requestId: string | null };
export type ApiEnvironment = {
	Variables: {
		/** Whoever sent a key that is taken, on any route. */
		reader: Principal | undefined;
		/** The same where a route needs one. */
		principal: Principal;
		requestId: string;
	};
};

/** Lets a request pass that carries a live API key with the scope; an operator may also submit. */
export function requireScope(
	deps: Pick<ApiDeps, 'keyring' | 'db' | 'now'>,
	scope: Scope,
): MiddlewareHandler<ApiEnvironment> {
	return async (context, next) => {
		const principal =
			context.get('reader') ?? (await authenticate(deps, context.req.header('authorization')));
		if (!hasScope(principal, scope)) {
			throw new Refusal(
				'forbidden',
				`This needs a key with the scope "${scope}"; the key ${principal.keyId} has ${principal.scopes.join(' and ')}.`,
			);
		}
		context.set('principal', principal);
		await next();
	};
}

function hasScope({ scopes }: Principal, scope: Scope): boolean {
	return scopes.includes(scope) || scopes.includes('operate');
}

export function actorOf(context: Context<ApiEnvironment>): Actor {
	return { actor: context.get('principal').keyId, requestId: context.get('requestId') };
}

/** Whose key this is. Throws a refusal that says what is wrong with it. */
export async function authenticate(
	{ db, now, keyring }: Pick<ApiDeps, 'keyring' | 'db' | 'now'>,
	header: string | undefined,
): Promise<Principal> {
	if (!header) throw refuse('Send the header "Authorization: Bearer cj_…".');
	const parsed = parseApiKey(header.replace(/^Bearer\s+/i, ''));
	if (!parsed) {
		throw refuse(
			'The header "Authorization" holds no API key: it is "Bearer cj_<id>_<secret>", as it was shown once.',
		);
	}
	const stored = await findApiKey(db, parsed.id);
	const at = now();
	const isKnown = isSecretOf(stored, parsed.secret, at);
	// An id may be guessed, so that only who knows the secret learns anything of the key.
	if (!stored || !isKnown) throw refuse('The API key is unknown, or its secret has been rotated.');
	if (stored.revokedAt)
		throw refuse(`The API key ${stored.id} was revoked at ${stored.revokedAt.toISOString()}.`);
	if (stored.expiresAt && stored.expiresAt <= at)
		throw refuse(`The API key ${stored.id} expired at ${stored.expiresAt.toISOString()}.`);
	keyring.noteUse(stored);
	return { keyId: stored.id, organisation: stored.organisation, scopes: stored.scopes };
}

/** Takes as long for an unknown key as for a known one, and as long with a previous secret as without. */
function isSecretOf(stored: ApiKeyRow | undefined, secret: string, now: Date): boolean {
	const none = hashSecret('');
	const isCurrent = isSameSecret(secret, stored?.secretHash ?? none);
	const isPrevious = isSameSecret(secret, stored?.previousSecretHash ?? none);
	const isOverlap = (stored?.previousValidUntil ?? now) > now;
	return isCurrent || (isPrevious && isOverlap);
}

function refuse(detail: string): Refusal {
	return new Refusal('unauthenticated', detail);
}
