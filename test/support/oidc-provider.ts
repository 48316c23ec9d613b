import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Claims = Readonly<Record<string, unknown>>;
/** What the provider does at the next sign-in; it is right but for what is named here. */
export type Conduct = {
	/** Of the person, over `sub`, `name` and `email`. */
	readonly claims?: Claims;
	/** Of the answer of the UserInfo endpoint, which has no others then. */
	readonly userInfo?: Claims;
	/** Of the ID token, over all others: `nonce`, `aud`, `exp`, `iss` … */
	readonly token?: Claims;
	readonly denies?: string;
	readonly isForged?: boolean;
	readonly refusesCode?: string;
};

export type OidcProvider = {
	readonly issuer: string;
	readonly clientId: string;
	readonly clientSecret: string;
	conduct: Conduct;
	/** What is added to what the provider says of itself. */
	metadata: Claims;
	/** Answers nothing but 503. */
	isDown: boolean;
	/** Requests by path. */
	readonly asked: Map<string, number>;
	readonly stop: () => Promise<void>;
};

type Code = {
	readonly challenge: string;
	readonly nonce: string;
	readonly redirectUri: string;
	readonly conduct: Conduct;
};

const CLIENT_ID = 'codejoust';
const CLIENT_SECRET = 'a secret + of/this site';

/** An OpenID Connect provider over HTTP, which lets everybody in as its conduct says. It checks what a client must send. */
export async function startOidcProvider(path = ''): Promise<OidcProvider> {
	const [key, foreign] = [makeKey(), makeKey()];
	const codes = new Map<string, Code>();
	const tokens = new Map<string, Conduct>();
	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => {
			send(response, 500, { error: String(error) });
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const issuer = `http://127.0.0.1:${port}${path}`;
	const provider: OidcProvider = {
		issuer,
		clientId: CLIENT_ID,
		clientSecret: CLIENT_SECRET,
		conduct: {},
		metadata: {},
		isDown: false,
		asked: new Map(),
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', issuer);
		provider.asked.set(url.pathname, (provider.asked.get(url.pathname) ?? 0) + 1);
		if (provider.isDown) return send(response, 503, {});
		if (url.pathname.endsWith('/.well-known/openid-configuration'))
			return send(response, 200, describe());
		if (url.pathname === '/jwks') return send(response, 200, { keys: [key.jwk] });
		if (url.pathname === '/authorize') return authorize(url.searchParams, response);
		if (url.pathname === '/token') return giveTokens(request, response);
		if (url.pathname === '/userinfo') return tellUser(request, response);
		if (url.pathname === '/logout') {
			response.writeHead(302, {
				location: url.searchParams.get('post_logout_redirect_uri') ?? '/',
			});
			return void response.end();
		}
		return send(response, 404, {});
	}

	function describe(): Claims {
		const base = `http://127.0.0.1:${port}`;
		return {
			issuer,
			authorization_endpoint: `${base}/authorize`,
			token_endpoint: `${base}/token`,
			userinfo_endpoint: `${base}/userinfo`,
			jwks_uri: `${base}/jwks`,
			end_session_endpoint: `${base}/logout`,
			response_types_supported: ['code'],
			subject_types_supported: ['public'],
			id_token_signing_alg_values_supported: ['RS256'],
			code_challenge_methods_supported: ['S256'],
			...provider.metadata,
		};
	}

	function authorize(asked: URLSearchParams, response: ServerResponse): void {
		const back = new URL(asked.get('redirect_uri') ?? '');
		back.searchParams.set('state', asked.get('state') ?? '');
		const { conduct } = provider;
		if (conduct.denies !== undefined) back.searchParams.set('error', conduct.denies);
		else {
			const code = randomBytes(12).toString('hex');
			codes.set(code, {
				challenge: asked.get('code_challenge') ?? '',
				nonce: asked.get('nonce') ?? '',
				redirectUri: asked.get('redirect_uri') ?? '',
				conduct,
			});
			back.searchParams.set('code', code);
		}
		response.writeHead(302, { location: back.href }).end();
	}

	async function giveTokens(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const form = new URLSearchParams(await text(request));
		const code = codes.get(form.get('code') ?? '');
		codes.delete(form.get('code') ?? '');
		const verifier = form.get('code_verifier') ?? '';
		const challenge = createHash('sha256').update(verifier).digest('base64url');
		if (!isOurClient(request, form)) return send(response, 401, { error: 'invalid_client' });
		if (code?.challenge !== challenge || code.redirectUri !== form.get('redirect_uri'))
			return send(response, 400, { error: 'invalid_grant' });
		const { conduct } = code;
		if (conduct.refusesCode !== undefined)
			return send(response, 400, { error: conduct.refusesCode });
		const accessToken = randomBytes(12).toString('hex');
		tokens.set(accessToken, conduct);
		const at = Math.floor(Date.now() / 1000);
		const claims = {
			iss: issuer,
			aud: CLIENT_ID,
			iat: at,
			exp: at + 300,
			nonce: code.nonce,
			...personOf(conduct),
			...conduct.token,
		};
		const id_token = signToken(claims, conduct.isForged ? { ...foreign, jwk: key.jwk } : key);
		return send(response, 200, { access_token: accessToken, token_type: 'Bearer', id_token });
	}

	function tellUser(request: IncomingMessage, response: ServerResponse): void {
		const token = (request.headers.authorization ?? '').replace(/^Bearer /i, '');
		const conduct = tokens.get(token);
		if (!conduct) return send(response, 401, { error: 'invalid_token' });
		const { sub } = personOf(conduct);
		return send(response, 200, { sub, ...(conduct.userInfo ?? personOf(conduct)) });
	}

	return provider;
}

function personOf({ claims = {} }: Conduct): Claims & { readonly sub?: unknown } {
	return { sub: 'ada', name: 'Ada Lovelace', email: 'ada@example.org', ...claims };
}

/** By its secret in the header or in the form, or by PKCE alone for a public client. */
function isOurClient({ headers }: IncomingMessage, form: URLSearchParams): boolean {
	const [kind, credentials = ''] = (headers.authorization ?? '').split(' ');
	if (kind === 'Basic') {
		const [id = '', secret = ''] = Buffer.from(credentials, 'base64').toString().split(':');
		const read = (part: string) => decodeURIComponent(part.replaceAll('+', ' '));
		return read(id) === CLIENT_ID && read(secret) === CLIENT_SECRET;
	}
	const secret = form.get('client_secret');
	return form.get('client_id') === CLIENT_ID && (secret === null || secret === CLIENT_SECRET);
}

type Key = { readonly privateKey: KeyObject; readonly jwk: Claims };

function makeKey(): Key {
	const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
	return { privateKey, jwk };
}

function signToken(claims: Claims, { privateKey, jwk }: Key): string {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const head = `${part({ alg: 'RS256', kid: jwk['kid'], typ: 'JWT' })}.${part(claims)}`;
	return `${head}.${sign('sha256', Buffer.from(head), privateKey).toString('base64url')}`;
}

function send(response: ServerResponse, status: number, body: Claims): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
