import type { Context, MiddlewareHandler } from 'hono';
import { type ApiKeyRow, findApiKey } from '@codejoust/db/queries/keys/api-keys';
import { findSession } from '@codejoust/db/queries/keys/sessions';
import {
	hashSecret,
	isSameSecret,
	parseApiKey,
	type ParsedKey,
	parseSessionToken,
	parseShareToken,
} from '../api-key.ts';
import { type Scope, SCOPES } from '@codejoust/contract/schemas/closed-lists';
import type { Actor, Principal } from '../actor.ts';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { OpenedLink } from './open-link.ts';

export type ApiEnvironment = {
	Variables: {
		/** Whoever sent a key that is taken, on any route. */
		reader: Principal | undefined;
		/** The link whose token was sent in place of a key. */
		link: OpenedLink | undefined;
		/** The same where a route needs one. */
		principal: Principal;
		requestId: string;
	};
};

/** Lets a request pass that carries a live API key with the scope, or with one that includes it. */
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
				principal.personId === undefined
					? `This needs a key with the scope "${scope}"; the key ${principal.keyId} has ${principal.scopes.join(' and ')}.`
					: `This needs the scope "${scope}"; for the organisation ${principal.organisation} you have ${principal.scopes.join(' and ')}.`,
			);
		}
		context.set('principal', principal);
		await next();
	};
}

function hasScope({ scopes }: Principal, scope: Scope): boolean {
	return scopes.some((own) => SCOPES.indexOf(own) >= SCOPES.indexOf(scope));
}

export function actorOf(context: Context<ApiEnvironment>): Actor {
	return { actor: context.get('principal').keyId, requestId: context.get('requestId') };
}

/** The secret of the key that was sent; undefined for the token of a session. */
export function readSecret(header = ''): string | undefined {
	return parseApiKey(readCredential(header))?.secret;
}

/** What the header `Authorization` carries: a key, or the token of a session or of a link. */
export const readCredential = (header: string) => header.replace(/^Bearer\s+/i, '');

type AuthDeps = Pick<ApiDeps, 'keyring' | 'db' | 'now'>;

/** Whose key this is, or whose session. Throws a refusal that says what is wrong with it. */
export async function authenticate(deps: AuthDeps, header: string | undefined): Promise<Principal> {
	if (!header) throw refuse('Send the header "Authorization: Bearer cj_…".');
	const credential = readCredential(header);
	const token = parseSessionToken(credential);
	return token ? authenticateSession(deps, token) : authenticateKey(deps, credential);
}

async function authenticateKey(
	{ db, now, keyring }: AuthDeps,
	credential: string,
): Promise<Principal> {
	if (parseShareToken(credential))
		throw refuse('A link only reads the submission that it is for: send an API key.');
	const parsed = parseApiKey(credential);
	if (!parsed) {
		throw refuse(
			'The header "Authorization" has no API key. Send "Bearer cj_<id>_<secret>", with the key as it was shown once.',
		);
	}
	const stored = await findApiKey(db, parsed.id);
	const at = now();
	const isKnown = isSecretOf(stored, parsed.secret, at);
	// An id may be guessed, so that only who knows the secret learns anything of the key.
	if (!stored || !isKnown) throw refuse('The API key is unknown, or its secret has been rotated.');
	refuseOver(stored, at);
	keyring.noteUse(stored);
	return principalOf(stored);
}

async function authenticateSession(
	{ db, now, keyring }: AuthDeps,
	{ id, secret }: ParsedKey,
): Promise<Principal> {
	const stored = await findSession(db, id);
	const isKnown = isSameSecret(secret, stored?.session.secretHash ?? hashSecret(''));
	if (!stored || !isKnown) throw refuse('The session is unknown: sign in again.');
	const { session, key } = stored;
	const at = now();
	if (session.endedAt)
		throw refuse(`The session ended at ${session.endedAt.toISOString()}: sign in again.`);
	if (session.expiresAt <= at)
		throw refuse(`The session expired at ${session.expiresAt.toISOString()}: sign in again.`);
	refuseOver(key, at);
	keyring.noteSession(session, key);
	return { ...principalOf(key), sessionId: session.id };
}

function principalOf({ id, organisation, scopes, personId }: ApiKeyRow): Principal {
	return { keyId: id, organisation, scopes, ...(personId === null ? {} : { personId }) };
}

function refuseOver({ id, personId, organisation, revokedAt, expiresAt }: ApiKeyRow, now: Date) {
	if (revokedAt && personId !== null)
		throw refuse(`Your role for the organisation ${organisation} has ended: sign in again.`);
	if (revokedAt) throw refuse(`The API key ${id} was revoked at ${revokedAt.toISOString()}.`);
	if (expiresAt && expiresAt <= now)
		throw refuse(`The API key ${id} expired at ${expiresAt.toISOString()}.`);
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
