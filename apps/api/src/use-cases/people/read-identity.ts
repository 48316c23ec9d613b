import type { Identity } from '../../sign-in.ts';

/** As a provider sends them: nothing of them is known to have a shape. */
export type Claims = Readonly<Record<string, unknown>>;

const MOST_NAME = 200;
const MOST_EMAIL = 320;
const MOST_VALUES = 10_000;
const MOST_VALUE = 500;

/** What of the claims is needed, bounded and without what no database or page should have. */
export function readIdentity(
	claims: Claims,
	{ issuer, subject, rolesClaim }: Pick<Identity, 'issuer' | 'subject'> & { rolesClaim: string },
): Identity {
	const email = readEmail(claims['email']);
	return {
		issuer,
		subject,
		email,
		name: readName(claims) ?? email ?? subject.slice(0, MOST_NAME),
		// Some providers send the word in place of the value.
		isEmailVerified: claims['email_verified'] === true || claims['email_verified'] === 'true',
		values: readValues(findClaim(claims, rolesClaim)),
		hasValuesElsewhere: isReferred(claims, rolesClaim),
	};
}

/** A claim by its whole name, which may have points, else by the path that it is: `realm_access.roles`. */
export function findClaim(claims: Claims, name: string): unknown {
	if (Object.hasOwn(claims, name)) return claims[name];
	return name.split('.').reduce<unknown>((value, key) => {
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isObject && Object.hasOwn(value, key) ? (value as Claims)[key] : undefined;
	}, claims);
}

/** One value may come without a list. What is no text is left out. */
function readValues(claim: unknown): readonly string[] {
	const list: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
	const texts = list
		.slice(0, MOST_VALUES)
		.filter((value): value is string => typeof value === 'string' && value.length <= MOST_VALUE);
	return [...new Set(texts)];
}

/** OpenID Connect Core 1.0, 5.6.2: a claim that is at another place, as Entra ID writes where somebody is in too many groups. */
function isReferred(claims: Claims, rolesClaim: string): boolean {
	const names = claims['_claim_names'];
	return typeof names === 'object' && names !== null && Object.hasOwn(names, rolesClaim);
}

function readName(claims: Claims): string | undefined {
	const parts = [claims['given_name'], claims['family_name']].filter(
		(part) => typeof part === 'string',
	);
	for (const one of [claims['name'], parts.join(' '), claims['preferred_username']]) {
		const text = typeof one === 'string' ? readText(one, MOST_NAME) : '';
		if (text !== '') return text;
	}
	return undefined;
}

function readEmail(claim: unknown): string | undefined {
	if (typeof claim !== 'string' || claim.length > MOST_EMAIL) return undefined;
	return /^[^\s@]+@[^\s@]+$/.test(claim) ? readText(claim, MOST_EMAIL) : undefined;
}

/** On one line, without control and invisible characters and halves of characters. */
function readText(text: string, most: number): string {
	const plain = text
		.slice(0, 4 * most)
		.toWellFormed()
		.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
		.replaceAll(/\s+/g, ' ')
		.trim();
	return [...plain].slice(0, most).join('');
}
