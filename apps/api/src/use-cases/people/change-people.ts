import type { Database } from '@codejoust/db/connect';
import {
	endSessionsOfAccesses,
	listAccesses,
	moveSession,
	revokeKeysMadeBy,
} from '@codejoust/db/queries/keys/accesses';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { changePerson } from '@codejoust/db/queries/keys/people';
import { findSession, type SessionOfKey } from '@codejoust/db/queries/keys/sessions';
import type { Actor, Principal } from '../../actor.ts';
import type { ApiDeps } from '../../deps.ts';
import type { FoundPerson } from '../../present/person.ts';
import { Refusal } from '../../refusal.ts';
import { describePeople, requirePerson } from './describe-people.ts';

type Deps = Pick<ApiDeps, 'db' | 'now'>;
type Asked = { readonly id: string; readonly by: Actor };

/** Ends all sessions of a person, who may sign in again. */
export async function endSessionsOf(deps: Deps, { id, by }: Asked): Promise<FoundPerson> {
	await deps.db.transaction(async (tx) => {
		await requirePerson(tx, id);
		await endSessions(tx, { id, by, at: deps.now() });
	});
	return read(deps, id);
}

/** Ends all sessions of a person and revokes the keys that the person has made; until it is unblocked, nobody signs in as that person. */
export async function blockPerson(deps: Deps, { id, by }: Asked): Promise<FoundPerson> {
	const at = deps.now();
	await deps.db.transaction(async (tx) => {
		const { blockedAt } = await requirePerson(tx, id);
		await endSessions(tx, { id, by, at });
		for (const subject of await revokeKeysMadeBy(tx, id, at))
			await appendAudit(tx, {
				...by,
				action: 'key.revoke',
				subject,
				detail: { with_person: id },
			});
		if (blockedAt) return;
		await changePerson(tx, id, { blockedAt: at });
		await appendAudit(tx, { ...by, action: 'person.block', subject: id });
	});
	return read(deps, id);
}

export async function unblockPerson(deps: Deps, { id, by }: Asked): Promise<FoundPerson> {
	await deps.db.transaction(async (tx) => {
		const { blockedAt } = await requirePerson(tx, id);
		if (!blockedAt) return;
		await changePerson(tx, id, { blockedAt: null });
		await appendAudit(tx, { ...by, action: 'person.unblock', subject: id });
	});
	return read(deps, id);
}

/** Lets the session that asks act for another organisation of its person. */
export async function chooseOrganisation(
	{ db }: Deps,
	{
		principal: { personId, sessionId },
		organisation,
		by,
	}: { readonly principal: Principal; readonly organisation: string; readonly by: Actor },
): Promise<SessionOfKey> {
	if (personId === undefined || sessionId === undefined)
		throw new Refusal('forbidden', 'Only a person who signed in chooses an organisation.');
	return db.transaction(async (tx) => {
		const accesses = await listAccesses(tx, [personId]);
		const access = accesses.find((own) => own.organisation === organisation);
		if (!access)
			throw new Refusal('not-found', `You have no role for an organisation "${organisation}".`);
		await moveSession(tx, { id: sessionId, accessId: access.id });
		await appendAudit(tx, {
			...by,
			action: 'session.organisation',
			subject: sessionId,
			after: { organisation },
		});
		const found = await findSession(tx, sessionId);
		if (!found) throw new Error('a session vanished while it was used');
		return found;
	});
}

async function endSessions(
	tx: Database,
	{ id, by, at }: Asked & { readonly at: Date },
): Promise<void> {
	const accesses = (await listAccesses(tx, [id])).map((access) => access.id);
	for (const subject of await endSessionsOfAccesses(tx, accesses, at))
		await appendAudit(tx, { ...by, action: 'session.end', subject, detail: { person: id } });
}

async function read(deps: Deps, id: string): Promise<FoundPerson> {
	const [found] = await describePeople(deps, [await requirePerson(deps.db, id)]);
	if (!found) throw new Error('a person vanished while it was changed');
	return found;
}
