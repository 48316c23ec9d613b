import type { Role } from '@codejoust/contract/schemas/closed-lists';
import type { QuotaLimits } from './quota.ts';

/** Gives a role for an organisation to whom the provider says a value of, or an e-mail address of a domain. */
export type RoleRule = {
	readonly organisation: string;
	readonly role: Role;
} & ({ readonly value: string } | { readonly emailDomain: string });

/** What a person without a role gets at the first sign-in. */
export type SignUp = { readonly quotas: QuotaLimits; readonly mostPerDay: number };

export type SignInSettings = {
	readonly issuer: string;
	readonly clientId: string;
	/** Absent for a public client. */
	readonly clientSecret: string | undefined;
	readonly scopes: string;
	readonly rolesClaim: string;
	readonly rules: readonly RoleRule[];
	/** Where people sign in, for the button. */
	readonly label: string;
	/** Of the public address of the site: never of a request. */
	readonly callbackUrl: string;
	readonly signedOutUrl: string;
	/** Undefined: nobody gets an organisation. */
	readonly signUp: SignUp | undefined;
};

/** What the provider has said of a person and signed: texts of a stranger, bounded. */
export type Identity = {
	readonly issuer: string;
	readonly subject: string;
	readonly name: string;
	readonly email: string | undefined;
	readonly isEmailVerified: boolean;
	/** Of the claim that carries roles. */
	readonly values: readonly string[];
	/** The provider has more values than it sends, and sent a reference in their place. */
	readonly hasValuesElsewhere: boolean;
};

/** A sign-in that has begun: its secrets are for this site's database, `url` for the browser. */
export type Begun = {
	readonly url: string;
	readonly state: string;
	readonly nonce: string;
	readonly verifier: string;
};

/** An identity provider. Its methods throw a `Refusal` where the provider is silent, refuses, or sends what is not valid. */
export type IdentityProvider = {
	readonly begin: () => Promise<Begun>;
	/** Who came back with this query. Call it once for a sign-in. */
	readonly identify: (
		query: string,
		begun: Pick<Begun, 'state' | 'nonce' | 'verifier'>,
	) => Promise<Identity>;
	/** Where a person signs out at the provider; undefined where it offers that not, or was not asked yet. */
	readonly signOutUrl: () => string | undefined;
};

export type SignIn = {
	readonly settings: SignInSettings;
	readonly provider: IdentityProvider;
};
