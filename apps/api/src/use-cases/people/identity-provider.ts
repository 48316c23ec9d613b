import type { Logger } from 'pino';
import * as openid from 'openid-client';
import { Refusal } from '../../refusal.ts';
import type { IdentityProvider, SignInSettings } from '../../sign-in.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { type Claims, findClaim, readIdentity } from './read-identity.ts';
import { tellTrouble } from './provider-trouble.ts';

const TIMEOUT_SECONDS = 5;
const CLOCK_TOLERANCE_SECONDS = 60;
/** How long what the provider says of itself is used, and how long nobody asks it again after a failure. */
const KNOWN_MS = 3_600_000;
const FAILED_MS = 5_000;
const MOST_SUBJECT = 255;

/** The identity provider of the settings. It is asked for the first time when somebody signs in. */
export function openProvider(
	settings: SignInSettings,
	{ now, log }: { readonly now: () => Date; readonly log: Pick<Logger, 'warn'> },
): IdentityProvider {
	const discover = discoverOnce(settings, now);
	/** Every trouble of the provider is logged once, and becomes a sentence for the person. */
	const ask = async <Result>(work: () => Promise<Result>): Promise<Result> => {
		try {
			return await work();
		} catch (error) {
			if (error instanceof Refusal) throw error;
			throw tellTrouble(error, { log, issuer: settings.issuer });
		}
	};
	return {
		begin: () =>
			ask(async () => {
				const { configuration } = await discover.read();
				const state = openid.randomState();
				const nonce = openid.randomNonce();
				const verifier = openid.randomPKCECodeVerifier();
				const url = openid.buildAuthorizationUrl(configuration, {
					redirect_uri: settings.callbackUrl,
					scope: settings.scopes,
					state,
					nonce,
					code_challenge: await openid.calculatePKCECodeChallenge(verifier),
					code_challenge_method: 'S256',
				});
				return { url: url.href, state, nonce, verifier };
			}),
		identify: (query, { state, nonce, verifier }) =>
			ask(async () => {
				const { configuration } = await discover.read();
				const back = new URL(settings.callbackUrl);
				back.search = query;
				const tokens = await openid.authorizationCodeGrant(configuration, back, {
					expectedState: state,
					expectedNonce: nonce,
					pkceCodeVerifier: verifier,
					idTokenExpected: true,
				});
				const signed = tokens.claims();
				if (!signed) throw new Error('a sign-in ended without an ID token');
				const { iss: issuer, sub: subject } = signed;
				if (subject.length > MOST_SUBJECT) throw refuseSubject(subject);
				const claims = await addUserInfo(configuration, {
					signed,
					subject,
					settings,
					accessToken: tokens.access_token,
				});
				return readIdentity(claims, { issuer, subject, rolesClaim: settings.rolesClaim });
			}),
		signOutUrl: () => {
			const configuration = discover.known();
			if (!configuration?.serverMetadata().end_session_endpoint) return undefined;
			const parameters = { post_logout_redirect_uri: settings.signedOutUrl };
			return openid.buildEndSessionUrl(configuration, parameters).href;
		},
	};
}

/** What the ID token does not say, the provider may say when it is asked for the person: some send groups only there. */
async function addUserInfo(
	configuration: openid.Configuration,
	{
		signed,
		subject,
		settings: { rolesClaim, rules },
		accessToken,
	}: {
		readonly signed: Claims;
		readonly subject: string;
		readonly settings: SignInSettings;
		readonly accessToken: string;
	},
): Promise<Claims> {
	const wanted = ['name', 'email', ...(rules.some((rule) => 'value' in rule) ? [rolesClaim] : [])];
	const isMissing = wanted.some((name) => findClaim(signed, name) === undefined);
	if (!isMissing || !configuration.serverMetadata().userinfo_endpoint) return signed;
	const more = await openid.fetchUserInfo(configuration, accessToken, subject);
	// What is signed comes first.
	return { ...more, ...signed };
}

type Discovered = { readonly configuration: openid.Configuration };

/** What the provider says of itself: asked by one caller for all, for an hour, and after a failure not for five seconds. */
function discoverOnce(settings: SignInSettings, now: () => Date) {
	let asked: { readonly answer: Promise<Discovered>; until: number } | undefined;
	let last: openid.Configuration | undefined;
	const read = (): Promise<Discovered> => {
		const at = now().getTime();
		if (asked && at < asked.until) return asked.answer;
		const entry = { answer: discover(settings), until: at + KNOWN_MS };
		asked = entry;
		return entry.answer.then(
			(found) => {
				last = found.configuration;
				return found;
			},
			(error: unknown) => {
				entry.until = now().getTime() + FAILED_MS;
				throw error;
			},
		);
	};
	return { read, known: () => last };
}

async function discover(settings: SignInSettings): Promise<Discovered> {
	const issuer = new URL(settings.issuer);
	try {
		return { configuration: await discoverAt(issuer, settings) };
	} catch (error) {
		const named = readOtherSlash(error, settings.issuer);
		if (named === undefined) throw error;
		return { configuration: await discoverAt(new URL(named), settings) };
	}
}

function discoverAt(issuer: URL, settings: SignInSettings): Promise<openid.Configuration> {
	const { clientId, clientSecret } = settings;
	const metadata = {
		...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
		[openid.clockTolerance]: CLOCK_TOLERANCE_SECONDS,
	};
	const authentication = clientSecret === undefined ? openid.None() : sendSecret(clientSecret);
	return openid.discovery(issuer, clientId, metadata, authentication, {
		timeout: TIMEOUT_SECONDS,
		[openid.customFetch]: boundedFetch,
		execute: [
			// The signature of an ID token, although it comes from the provider itself.
			openid.enableNonRepudiationChecks,
			// The settings take http of this machine alone.
			...(issuer.protocol === 'http:' ? [openid.allowInsecureRequests] : []),
		],
	});
}

/** As the provider takes it: by its header where it says nothing, which is what the standard says. */
function sendSecret(secret: string): openid.ClientAuth {
	const [basic, post] = [openid.ClientSecretBasic(secret), openid.ClientSecretPost(secret)];
	return (server, client, body, headers) => {
		const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
		const isPosted = !taken.includes('client_secret_basic') && taken.includes('client_secret_post');
		return (isPosted ? post : basic)(server, client, body, headers);
	};
}

/** The issuer that the provider names, where it differs from the configured one by the slash at its end alone. */
function readOtherSlash(error: unknown, issuer: string): string | undefined {
	const cause = error instanceof Error ? error.cause : undefined;
	const body = typeof cause === 'object' && cause !== null && 'body' in cause ? cause.body : {};
	const named =
		typeof body === 'object' && body !== null && 'issuer' in body ? body.issuer : undefined;
	const isSame =
		typeof named === 'string' && named.replace(/\/$/, '') === issuer.replace(/\/$/, '');
	return isSame ? named : undefined;
}

function refuseSubject(subject: string): Refusal {
	return new Refusal(
		'forbidden',
		`The provider names you by ${subject.length} characters; at most ${MOST_SUBJECT} are accepted.`,
	);
}
