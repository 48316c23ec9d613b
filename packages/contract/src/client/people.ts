import type { ApiKey, Rotation, ShownKey } from '../schemas/access.ts';
import type { NewOwnKey, Person } from '../schemas/person.ts';
import type { Session } from '../schemas/session.ts';
import type {
	BegunSignIn,
	EndedSignIn,
	NewSignIn,
	ProviderSignOut,
	SignInReturn,
} from '../schemas/sign-in.ts';
import type { Page, Sender } from './open-sender.ts';

/** People who sign in with OpenID Connect, and the keys that they make. */
export function peopleMethods({ get, post }: Sender) {
	const name = encodeURIComponent;
	return {
		beginSignIn: (body: NewSignIn) => post<BegunSignIn>('/v1/sign-ins', body),
		endSignIn: (body: SignInReturn) => post<EndedSignIn>('/v1/sign-ins/end', body),
		providerSignOut: () => get<ProviderSignOut>('/v1/sign-ins/provider-sign-out'),
		people: (query: { cursor?: string; limit?: number } = {}) =>
			get<Page<Person>>('/v1/people', query),
		/** `me` is whose session this client sends. */
		person: (id: string) => get<Person>(`/v1/people/${name(id)}`),
		endSessionsOf: (id: string) => post<Person>(`/v1/people/${name(id)}/end-sessions`),
		/** Ends sessions and revokes keys, too. */
		blockPerson: (id: string) => post<Person>(`/v1/people/${name(id)}/block`),
		unblockPerson: (id: string) => post<Person>(`/v1/people/${name(id)}/unblock`),
		/** From now on the session that this client sends acts for another organisation of its person. */
		chooseOrganisation: (organisation: string) =>
			post<Session>('/v1/sessions/current/organisation', { organisation }),
		ownKeys: () => get<Page<ApiKey>>('/v1/own-keys'),
		makeOwnKey: (body: NewOwnKey, idempotencyKey?: string) =>
			post<ShownKey>('/v1/own-keys', body, idempotencyKey),
		rotateOwnKey: (id: string, rotation: Rotation = {}, idempotencyKey?: string) =>
			post<ShownKey>(`/v1/own-keys/${name(id)}/rotate`, rotation, idempotencyKey),
		revokeOwnKey: (id: string) => post<ApiKey>(`/v1/own-keys/${name(id)}/revoke`),
	};
}
