import type { Role } from '@codejoust/contract/schemas/closed-lists';
import type { Person } from '@codejoust/contract/schemas/person';
import type { PersonRow } from '@codejoust/db/queries/keys/people';

export type FoundPerson = {
	readonly row: PersonRow;
	readonly roles: readonly { readonly organisation: string; readonly role: Role }[];
	readonly counts: { readonly sessions: number; readonly keysMade: number };
};

export function presentPerson({ row, roles, counts }: FoundPerson): Person {
	return {
		id: row.id,
		name: row.name,
		email: row.email,
		issuer: row.issuer,
		subject: row.subject,
		roles: [...roles],
		sessions: counts.sessions,
		keys_made: counts.keysMade,
		created_at: row.createdAt.toISOString(),
		last_sign_in_at: row.lastSignInAt.toISOString(),
		blocked_at: row.blockedAt?.toISOString() ?? null,
	};
}
