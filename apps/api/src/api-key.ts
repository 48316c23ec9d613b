import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { SHARE_TOKEN } from '@codejoust/contract/share-token';

export type ParsedKey = { readonly id: string; readonly secret: string };

/** A new key `cj_<id>_<secret>`; only its hash is ever stored. */
export function makeApiKey(): string {
	return writeApiKey({ id: randomBytes(6).toString('hex'), secret: makeSecret() });
}

export function makeSecret(): string {
	return randomBytes(24).toString('base64url');
}

export function writeApiKey({ id, secret }: ParsedKey): string {
	return `cj_${id}_${secret}`;
}

export function parseApiKey(text: string): ParsedKey | undefined {
	const match = /^cj_([a-z0-9]{4,32})_([A-Za-z0-9_-]{20,128})$/.exec(text);
	const [, id, secret] = match ?? [];
	return id && secret ? { id, secret } : undefined;
}

export function hashSecret(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** Compares in constant time. */
export function isSameSecret(secret: string, storedHash: string): boolean {
	return timingSafeEqual(Buffer.from(hashSecret(secret), 'hex'), Buffer.from(storedHash, 'hex'));
}

/** A new token `cjs_<id>_<secret>` of a session; only the hash of its secret is ever stored. */
export function makeSessionToken(): ParsedKey & { readonly token: string } {
	const parsed = { id: randomBytes(6).toString('hex'), secret: makeSecret() };
	return { ...parsed, token: `cjs_${parsed.id}_${parsed.secret}` };
}

/** A new token `cjl_<id>_<secret>` of a link to a submission; only the hash of its secret is ever stored. */
export function makeShareToken(): ParsedKey & { readonly token: string } {
	const parsed = { id: randomBytes(6).toString('hex'), secret: makeSecret() };
	return { ...parsed, token: `cjl_${parsed.id}_${parsed.secret}` };
}

export function parseShareToken(text: string): ParsedKey | undefined {
	const [, id, secret] = SHARE_TOKEN.exec(text) ?? [];
	return id && secret ? { id, secret } : undefined;
}

export function parseSessionToken(text: string): ParsedKey | undefined {
	const match = /^cjs_([a-z0-9]{4,32})_([A-Za-z0-9_-]{20,128})$/.exec(text);
	const [, id, secret] = match ?? [];
	return id && secret ? { id, secret } : undefined;
}

const SECRET = /\b(cj[sl]?_[a-z0-9]{4,32}_)[A-Za-z0-9_-]{20,128}/g;

/** The text with every key and token in it cut down to its id. */
export function hideSecrets(text: string): string {
	return text.replace(SECRET, '$1…');
}
