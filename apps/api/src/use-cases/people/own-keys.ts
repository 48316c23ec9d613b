import { listActiveKeys } from '@codejoust/db/queries/keys/accesses';
import { type ApiKeyRow, findApiKey } from '@codejoust/db/queries/keys/api-keys';
import { lockOrganisation } from '@codejoust/db/queries/keys/organisations';
import { findPerson } from '@codejoust/db/queries/keys/people';
import type { Actor, Principal } from '../../actor.ts';
import type { ApiDeps } from '../../deps.ts';
import type { NewKey } from '../../present/access.ts';
import { Refusal } from '../../refusal.ts';
import { createKey, revokeKey, rotateKey } from '../keys/change-keys.ts';

type Deps = Pick<ApiDeps, 'db' | 'now' | 'mostOwnKeys'>;
type Asking = { readonly principal: Principal; readonly by: Actor };
type AskingKey = Asking & { readonly id: string };

/** The active keys of the organisation that a person acts for; those that may operate are left out. */
export async function listOwnKeys(
	{ db, now }: Pick<Deps, 'db' | 'now'>,
	principal: Principal,
): Promise<readonly ApiKeyRow[]> {
	requirePersonId(principal);
	return listActiveKeys(db, { organisation: principal.organisation, now: now() });
}

/** Makes a key that submits for the person's organisation, unless it has as many as one may have. */
export async function makeOwnKey(
	{ db, now, mostOwnKeys }: Deps,
	{ principal, by, label }: Asking & { readonly label: string },
): Promise<NewKey> {
	const personId = requirePersonId(principal);
	const { organisation } = principal;
	return db.transaction(async (tx) => {
		// One after the other, so that two at once cannot both make the last.
		await lockOrganisation(tx, organisation);
		const active = await listActiveKeys(tx, { organisation, now: now() });
		if (active.length >= mostOwnKeys)
			throw new Refusal(
				'conflict',
				`The organisation ${organisation} has ${active.length} active keys; at most ${mostOwnKeys} are allowed: revoke one first.`,
			);
		const person = await findPerson(tx, personId);
		const member = person?.name ?? null;
		const input = { organisation, label, member, scopes: ['submit' as const] };
		return createKey(
			{ db: tx, now },
			{ ...input, expires_at: null, quotas: {}, madeBy: personId },
			by,
		);
	});
}

export async function rotateOwnKey(
	{ db, now }: Pick<Deps, 'db' | 'now'>,
	{ id, principal, by, overlapSeconds }: AskingKey & { readonly overlapSeconds: number },
): Promise<NewKey> {
	await requireOwnKey({ db }, { id, principal });
	return rotateKey({ db, now }, { id, overlapSeconds, by });
}

export async function revokeOwnKey(
	{ db, now }: Pick<Deps, 'db' | 'now'>,
	{ id, principal, by }: AskingKey,
): Promise<ApiKeyRow> {
	await requireOwnKey({ db }, { id, principal });
	return revokeKey({ db, now }, { id, by });
}

async function requireOwnKey(
	{ db }: Pick<Deps, 'db'>,
	{ id, principal }: Pick<AskingKey, 'id' | 'principal'>,
): Promise<void> {
	requirePersonId(principal);
	const key = await findApiKey(db, id);
	const isOwn =
		key?.organisation === principal.organisation &&
		key.personId === null &&
		!key.scopes.includes('operate');
	if (!isOwn)
		throw new Refusal(
			'not-found',
			`The organisation ${principal.organisation} has no key "${id}" that you may change.`,
		);
}

/** A key makes no other key: who has stolen one could keep what it may do for ever. */
function requirePersonId({ personId }: Principal): string {
	if (personId !== undefined) return personId;
	throw new Refusal(
		'forbidden',
		'Only a person who signed in with OpenID Connect makes and changes keys of the own organisation. An operator makes them with POST /v1/keys.',
	);
}
