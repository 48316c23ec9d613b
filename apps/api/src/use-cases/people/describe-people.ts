import type { Database } from '@codejoust/db/connect';
import { listAccesses } from '@codejoust/db/queries/keys/accesses';
import { countOfPeople, findPerson, type PersonRow } from '@codejoust/db/queries/keys/people';
import type { Principal } from '../../actor.ts';
import type { ApiDeps } from '../../deps.ts';
import type { FoundPerson } from '../../present/person.ts';
import { Refusal } from '../../refusal.ts';
import { roleOf } from './decide-roles.ts';

type Deps = Pick<ApiDeps, 'db' | 'now'>;

/** People with their roles and with what they have on this site. */
export async function describePeople(
	{ db, now }: Deps,
	rows: readonly PersonRow[],
): Promise<readonly FoundPerson[]> {
	const ids = rows.map(({ id }) => id);
	const [accesses, counts] = await Promise.all([
		listAccesses(db, ids),
		countOfPeople(db, ids, now()),
	]);
	const byPerson = Map.groupBy(accesses, ({ personId }) => personId);
	return rows.map((row) => ({
		row,
		roles: (byPerson.get(row.id) ?? []).map(({ organisation, scopes }) => ({
			organisation,
			role: roleOf(scopes),
		})),
		counts: counts.get(row.id) ?? { sessions: 0, keysMade: 0 },
	}));
}

/** A person, for that person and for operators; `me` is whose session was sent. */
export async function readPerson(
	deps: Deps,
	{ id, principal }: { readonly id: string; readonly principal: Principal },
): Promise<FoundPerson> {
	const wanted = id === 'me' ? principal.personId : id;
	const isVisible = wanted === principal.personId || principal.scopes.includes('operate');
	if (wanted === undefined || !isVisible) throw refuse(id);
	const [found] = await describePeople(deps, [await requirePerson(deps.db, wanted)]);
	if (!found) throw refuse(id);
	return found;
}

export async function requirePerson(db: Database, id: string): Promise<PersonRow> {
	const row = await findPerson(db, id);
	if (!row) throw refuse(id);
	return row;
}

function refuse(id: string): Refusal {
	return new Refusal(
		'not-found',
		id === 'me'
			? 'The request was sent with an API key: it has no person.'
			: `There is no person "${id}".`,
	);
}
