import { lockApiKey } from '@codejoust/db/queries/keys/api-keys';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import {
	endOlderSessions,
	endSession as endStored,
	findSession,
	insertSession,
	type SessionOfKey,
} from '@codejoust/db/queries/keys/sessions';
import { SESSION_HOURS } from '@codejoust/contract/session-hours';
import type { Actor, Principal } from '../../actor.ts';
import { hashSecret, isSameSecret, makeSessionToken } from '../../api-key.ts';
import type { ApiDeps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';

type SessionDeps = Pick<ApiDeps, 'db' | 'now'>;
type Asked = { readonly id: string; readonly principal: Principal };

const SESSION_MS = SESSION_HOURS * 3_600_000;

/** Of one key. Who signs in once more ends the oldest, since a browser that was closed never signs out. */
const MOST_SESSIONS = 20;

/**
 * Starts a session of the key that was sent. A session cannot start another, which would never have to end, and neither can
 * the secret before a rotation, which ends sooner than the session would.
 */
export async function startSession(
	{ db, now }: SessionDeps,
	{
		principal,
		secret: sent,
		by,
	}: { readonly principal: Principal; readonly secret: string | undefined; readonly by: Actor },
): Promise<{ readonly found: SessionOfKey; readonly token: string }> {
	if (sent === undefined)
		throw new Refusal('forbidden', 'A session is started with an API key, not with a session.');
	const { id, secret, token } = makeSessionToken();
	const found = await db.transaction(async (tx) => {
		const key = await lockApiKey(tx, principal.keyId);
		if (!key || key.revokedAt || !isSameSecret(sent, key.secretHash ?? hashSecret('')))
			throw new Refusal('forbidden', 'The key has another secret now: sign in with that one.');
		const createdAt = now();
		const last = new Date(createdAt.getTime() + SESSION_MS);
		const expiresAt = key.expiresAt && key.expiresAt < last ? key.expiresAt : last;
		const secretHash = hashSecret(secret);
		const apiKeyId = principal.keyId;
		await insertSession(tx, { id, apiKeyId, secretHash, createdAt, expiresAt });
		await appendAudit(tx, { ...by, action: 'session.start', subject: id });
		const own = { id, apiKeyId };
		const older = await endOlderSessions(tx, own, { keep: MOST_SESSIONS, at: createdAt });
		for (const subject of older) {
			const detail = { key: apiKeyId, ended_by: id };
			await appendAudit(tx, { ...by, action: 'session.end', subject, detail });
		}
		return requireSession(tx, { id, principal });
	});
	return { found, token };
}

/** A session, for its own key and for operators; `current` is the one whose token was sent. */
export async function requireSession(
	db: SessionDeps['db'],
	{ id, principal }: Asked,
): Promise<SessionOfKey> {
	const wanted = id === 'current' ? principal.sessionId : id;
	const found = wanted === undefined ? undefined : await findSession(db, wanted);
	const isVisible =
		found?.key.id === principal.keyId || (found && principal.scopes.includes('operate'));
	if (found && isVisible) return found;
	throw new Refusal(
		'not-found',
		id === 'current'
			? 'The request was sent with an API key: it has no session.'
			: `There is no session "${id}".`,
	);
}

/** Ends a session. One that has ended stays as it is. */
export async function endSession(
	{ db, now }: SessionDeps,
	{ by, ...asked }: Asked & { readonly by: Actor },
): Promise<SessionOfKey> {
	return db.transaction(async (tx) => {
		const found = await requireSession(tx, asked);
		const { id, apiKeyId } = found.session;
		const session = await endStored(tx, { id, at: now() });
		if (!session) return found;
		await appendAudit(tx, {
			...by,
			action: 'session.end',
			subject: id,
			detail: { key: apiKeyId },
		});
		return { ...found, session };
	});
}
