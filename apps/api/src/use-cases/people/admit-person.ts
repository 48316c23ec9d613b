import { type Role } from '@codejoust/contract/schemas/closed-lists';
import type { Database } from '@codejoust/db/connect';
import { endAccesses, listAccesses, storeAccess } from '@codejoust/db/queries/keys/accesses';
import type { ApiKeyRow } from '@codejoust/db/queries/keys/api-keys';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { listOrganisations } from '@codejoust/db/queries/keys/organisations';
import { lockPersonOf, type PersonRow, storePerson } from '@codejoust/db/queries/keys/people';
import { newId } from '../../new-id.ts';
import type { Identity, SignInSettings } from '../../sign-in.ts';
import { decideRoles, higher, roleOf, scopeOf } from './decide-roles.ts';
import { giveOrganisation } from './give-organisation.ts';

export type Admitted =
	| { readonly kind: 'admitted'; readonly accesses: readonly ApiKeyRow[] }
	| { readonly kind: 'refused'; readonly reason: string };

type Arrival = {
	readonly identity: Identity;
	readonly settings: SignInSettings;
	readonly at: Date;
	readonly requestId: string;
};

/**
 * Stores a person with what the provider says now, and the roles that follow from it in place of those before. Sessions of a
 * role that is not given any more end. A stranger without a role is not stored.
 */
export async function admitPerson(tx: Database, arrival: Arrival): Promise<Admitted> {
	const { identity, settings, at } = arrival;
	const known = await lockPersonOf(tx, identity);
	if (known?.blockedAt) return refuse('An operator of this site has blocked you: ask one of them.');
	const { roles, missing } = await decideHere(tx, identity, settings, known);
	const getsOrganisation =
		roles.size === 0 && settings.signUp !== undefined && !identity.hasValuesElsewhere;
	if (roles.size === 0 && !getsOrganisation) {
		if (known) await endRoles(tx, known, arrival);
		return refuse(describeNoRole(identity, settings, missing));
	}
	const { issuer, subject, name, email = null } = identity;
	const stored = { issuer, subject, name, email, lastSignInAt: at };
	const person = await storePerson(tx, { id: known?.id ?? newId('person'), ...stored });
	if (!getsOrganisation) return admit(tx, person, { roles, arrival });
	const given = await giveOrganisation(tx, person, arrival);
	return given.kind === 'refused'
		? given
		: admit(tx, person, { roles: new Map([[given.organisation, 'submitter']]), arrival });
}

/** By the rules, for organisations that there are, and for the person's own. */
async function decideHere(
	tx: Database,
	identity: Identity,
	{ rules }: SignInSettings,
	known: PersonRow | undefined,
) {
	const decided = decideRoles(identity, rules);
	const slugs = new Set((await listOrganisations(tx)).map(({ slug }) => slug));
	const roles = new Map([...decided].filter(([organisation]) => slugs.has(organisation)));
	const own = known?.ownOrganisation;
	if (own) roles.set(own, higher('submitter', roles.get(own)));
	return { roles, missing: [...decided.keys()].filter((name) => !slugs.has(name)) };
}

async function admit(
	tx: Database,
	person: PersonRow,
	{ roles, arrival }: { readonly roles: ReadonlyMap<string, Role>; readonly arrival: Arrival },
): Promise<Admitted> {
	const before = await listAccesses(tx, [person.id]);
	const accesses: ApiKeyRow[] = [];
	for (const [organisation, role] of [...roles].sort(([a], [b]) => (a < b ? -1 : 1)))
		accesses.push(
			await storeAccess(tx, {
				id: newId('access'),
				personId: person.id,
				organisation,
				label: `${person.name} (OpenID Connect)`,
				member: person.email,
				scopes: [scopeOf(role)],
				createdAt: arrival.at,
			}),
		);
	const ended = before.filter(({ organisation }) => !roles.has(organisation));
	await endAccesses(
		tx,
		ended.map(({ id }) => id),
		arrival.at,
	);
	await noteChange(tx, { person, before, after: accesses, requestId: arrival.requestId });
	return { kind: 'admitted', accesses };
}

async function endRoles(tx: Database, person: PersonRow, { at, requestId }: Arrival) {
	const before = await listAccesses(tx, [person.id]);
	await endAccesses(
		tx,
		before.map(({ id }) => id),
		at,
	);
	await noteChange(tx, { person, before, after: [], requestId });
}

/** What a person may do is in the audit log from the sign-in on that has changed it. */
async function noteChange(
	tx: Database,
	{
		person,
		before,
		after,
		requestId,
	}: {
		readonly person: PersonRow;
		readonly before: readonly ApiKeyRow[];
		readonly after: readonly ApiKeyRow[];
		readonly requestId: string;
	},
): Promise<void> {
	const [was, is] = [summarise(before), summarise(after)];
	if (JSON.stringify(was) === JSON.stringify(is)) return;
	await appendAudit(tx, {
		actor: after[0]?.id ?? before[0]?.id ?? person.id,
		action: 'person.roles',
		subject: person.id,
		before: was,
		after: is,
		requestId,
	});
}

function summarise(accesses: readonly ApiKeyRow[]): Readonly<Record<string, Role>> {
	return Object.fromEntries(
		accesses.map(({ organisation, scopes }) => [organisation, roleOf(scopes)]),
	);
}

function describeNoRole(
	{ hasValuesElsewhere }: Identity,
	{ rolesClaim }: SignInSettings,
	missing: readonly string[],
): string {
	if (missing.length > 0)
		return `Your role is for ${missing.join(', ')}, and this site has no organisation of that name: ask an operator.`;
	if (hasValuesElsewhere)
		return `You are in more groups than the provider sends, and it left the claim "${rolesClaim}" out: ask an operator for a claim of roles or of assigned groups alone.`;
	return 'You are signed in at the provider, but nothing that it says of you gives you a role on this site: ask an operator.';
}

function refuse(reason: string): Admitted {
	return { kind: 'refused', reason };
}
