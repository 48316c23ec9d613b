import type { Client, Session } from '@codejoust/contract/client';
import { nameSession } from '../signed-in.ts';

export type SignedIn = {
	/** The key, or the person with the organisation. */
	readonly name: string;
	/** A reader sees what is private, and changes nothing. */
	readonly mayChange: boolean;
	readonly mayMakeKeys: boolean;
	readonly organisation: string;
	/** Of the person who has signed in; a key has its own alone. */
	readonly organisations: readonly string[];
};

/** Who is signed in, for the head of a page. */
export async function describeSignedIn(client: Client, session: Session): Promise<SignedIn> {
	const { key, person } = session;
	const mayChange = mayChangeBy(session);
	const roles = person === null ? [] : (await client.person('me')).roles;
	return {
		name: nameSession(session),
		mayChange,
		mayMakeKeys: person !== null && mayChange,
		organisation: key.organisation,
		organisations: roles.map(({ organisation }) => organisation),
	};
}

export function mayChangeBy({ key }: Pick<Session, 'key'>): boolean {
	return key.scopes.some((scope) => scope !== 'read');
}
