import type { SessionOfKey } from '@codejoust/db/queries/keys/sessions';
import type { Session, StartedSession } from '@codejoust/contract/schemas/session';

export function presentSession({ session, key, personName }: SessionOfKey): Session {
	const { personId } = key;
	return {
		id: session.id,
		key: { id: key.id, organisation: key.organisation, label: key.label, scopes: key.scopes },
		person: personId === null || personName === null ? null : { id: personId, name: personName },
		created_at: session.createdAt.toISOString(),
		expires_at: session.expiresAt.toISOString(),
		ended_at: session.endedAt?.toISOString() ?? null,
		last_used_at: session.lastUsedAt?.toISOString() ?? null,
	};
}

/** A session with its token: the one time that it is shown. */
export function presentStartedSession(started: {
	readonly found: SessionOfKey;
	readonly token: string;
}): StartedSession {
	return { ...presentSession(started.found), token: started.token };
}
