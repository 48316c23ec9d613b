import type { ApiKeyRow } from '@codejoust/db/queries/keys/api-keys';
import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import {
	endOlderSessions,
	findSession,
	insertSession,
	type SessionOfKey,
} from '@codejoust/db/queries/keys/sessions';
import { SESSION_HOURS } from '@codejoust/contract/session-hours';
import { hashSecret, makeSessionToken } from '../../api-key.ts';
import { higher, roleOf } from './decide-roles.ts';

/** Of one person for one organisation: one more ends the oldest. */
const MOST_SESSIONS = 20;

/** Starts a session of a person, who acts by the access that may do most. */
export async function startPersonSession(
	tx: Database,
	{
		accesses,
		at,
		requestId,
	}: { readonly accesses: readonly ApiKeyRow[]; readonly at: Date; readonly requestId: string },
): Promise<{ readonly found: SessionOfKey; readonly token: string }> {
	const access = chooseAccess(accesses);
	const { id, secret, token } = makeSessionToken();
	const expiresAt = new Date(at.getTime() + SESSION_HOURS * 3_600_000);
	const row = { id, apiKeyId: access.id, createdAt: at, expiresAt };
	await insertSession(tx, { ...row, secretHash: hashSecret(secret) });
	const by = { actor: access.id, requestId };
	await appendAudit(tx, {
		...by,
		action: 'session.start',
		subject: id,
		detail: { by: 'OpenID Connect', person: access.personId },
	});
	for (const subject of await endOlderSessions(tx, row, { keep: MOST_SESSIONS, at })) {
		const detail = { key: access.id, ended_by: id };
		await appendAudit(tx, { ...by, action: 'session.end', subject, detail });
	}
	const found = await findSession(tx, id);
	if (!found) throw new Error('a stored session was not found');
	return { found, token };
}

/** The first by name of those that may do most. */
function chooseAccess(accesses: readonly ApiKeyRow[]): ApiKeyRow {
	const [first, ...others] = accesses;
	if (!first) throw new Error('a person without a role was let in');
	return others.reduce((best, access) => {
		const [own, most] = [roleOf(access.scopes), roleOf(best.scopes)];
		return own !== most && higher(own, most) === own ? access : best;
	}, first);
}
