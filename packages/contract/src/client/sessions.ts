import type { Session, StartedSession } from '../schemas/session.ts';
import type { Page, Sender } from './open-sender.ts';

/** Sessions of browsers that have signed in with a key. */
export function sessionMethods({ get, post }: Sender) {
	const name = encodeURIComponent;
	return {
		/** Starts one with the key that this client sends. */
		startSession: () => post<StartedSession>('/v1/sessions'),
		sessions: (query: { cursor?: string; limit?: number } = {}) =>
			get<Page<Session>>('/v1/sessions', query),
		/** `current` is the session whose token this client sends. */
		session: (id: string) => get<Session>(`/v1/sessions/${name(id)}`),
		endSession: (id: string) => post<Session>(`/v1/sessions/${name(id)}/end`),
	};
}
