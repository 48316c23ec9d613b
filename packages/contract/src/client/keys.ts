import type { ApiKey, KeyChange, NewKey, Rotation, ShownKey, OwnKey } from '../schemas/access.ts';
import type { Page, Sender } from './open-sender.ts';

/** API keys. */
export function keyMethods({ get, post, patch }: Sender) {
	const name = encodeURIComponent;
	return {
		/** Whose key this client sends. */
		ownKey: () => get<OwnKey>('/v1/keys/me'),
		keys: (query: { organisation?: string; cursor?: string; limit?: number } = {}) =>
			get<Page<ApiKey>>('/v1/keys', query),
		key: (id: string) => get<ApiKey>(`/v1/keys/${name(id)}`),
		/** The answer holds the whole key, this once; repeated with the same idempotency key it does not. */
		createKey: (body: NewKey, idempotencyKey?: string) =>
			post<ShownKey>('/v1/keys', body, idempotencyKey),
		changeKey: (id: string, change: KeyChange) => patch<ApiKey>(`/v1/keys/${name(id)}`, change),
		rotateKey: (id: string, rotation: Rotation = {}, idempotencyKey?: string) =>
			post<ShownKey>(`/v1/keys/${name(id)}/rotate`, rotation, idempotencyKey),
		revokeKey: (id: string) => post<ApiKey>(`/v1/keys/${name(id)}/revoke`),
	};
}
