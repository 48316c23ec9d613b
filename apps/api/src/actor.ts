import type { Scope } from '@codejoust/contract/schemas/closed-lists';

export type Principal = {
	/** A key, or what a person may do for the organisation. */
	readonly keyId: string;
	/** Who signed in with OpenID Connect. */
	readonly personId?: string;
	/** Slug of the organisation that the key belongs to. */
	readonly organisation: string;
	readonly scopes: readonly Scope[];
	/** The session whose token was sent; absent where the key itself was. */
	readonly sessionId?: string;
};
/** Who did it and in which request, for the audit log. */
export type Actor = { readonly actor: string; readonly requestId: string | null };
