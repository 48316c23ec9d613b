import { createClient, type EndedSignIn } from '@codejoust/contract/client';
import type { SignInSettings } from '../../apps/api/src/sign-in.ts';
import type { CodejoustServer } from './codejoust-server.ts';
import type { Conduct, OidcProvider } from './oidc-provider.ts';

/** Settings of a sign-in at a provider, with a group for each role of `acme`. */
export function signInSettings(
	{ issuer, clientId, clientSecret }: OidcProvider,
	given: Partial<SignInSettings> = {},
): SignInSettings {
	const rules = (['reader', 'submitter', 'operator'] as const).map((role) => ({
		value: `acme-${role}s`,
		organisation: role === 'operator' ? 'operators' : 'acme',
		role,
	}));
	return {
		issuer,
		clientId,
		clientSecret,
		scopes: 'openid email profile',
		rolesClaim: 'groups',
		rules,
		label: 'Example',
		callbackUrl: 'https://arena.example/sign-in/callback',
		signedOutUrl: 'https://arena.example/sign-in/out',
		signUp: undefined,
		...given,
	};
}

export type Returned = { readonly query: string; readonly browser: string };

/** Begins a sign-in and lets the provider send its person back. */
export async function goAndReturn(
	{ address }: Pick<CodejoustServer, 'address'>,
	provider: OidcProvider,
	conduct: Conduct = {},
	to?: string,
): Promise<Returned> {
	provider.conduct = conduct;
	const client = createClient({ baseUrl: address });
	const { url, browser } = await client.beginSignIn(to === undefined ? {} : { to });
	const answered = await fetch(url, { redirect: 'manual' });
	await answered.body?.cancel();
	return { browser, query: new URL(answered.headers.get('location') ?? '').search };
}

/** Signs a person in as a browser would. */
export async function signInAs(
	server: Pick<CodejoustServer, 'address'>,
	provider: OidcProvider,
	conduct: Conduct,
	to?: string,
): Promise<EndedSignIn> {
	const returned = await goAndReturn(server, provider, conduct, to);
	return createClient({ baseUrl: server.address }).endSignIn(returned);
}
