import type { Logger } from 'pino';
import { AuthorizationResponseError, ResponseBodyError } from 'openid-client';
import { Refusal } from '../../refusal.ts';

const KEYS_WORK = 'You can still sign in with a key.';
const MOST_LOGGED = 300;

/** Logs what went wrong at the provider, without any token, and says it in a sentence for the person who signs in. */
export function tellTrouble(
	error: unknown,
	{ log, issuer }: { readonly log: Pick<Logger, 'warn'>; readonly issuer: string },
): Refusal {
	if (error instanceof AuthorizationResponseError) return tellRefused(error);
	const { code, reason, claim, description } = readError(error);
	log.warn({ issuer, code, reason, claim, description }, 'a sign-in failed at the provider');
	if (error instanceof ResponseBodyError)
		return new Refusal(
			'not-ready',
			`The provider refused this site (${plainCode(error.error)}): an operator finds the reason in the log. ${KEYS_WORK}`,
		);
	if (isSilent(error, code))
		return new Refusal('not-ready', `The provider ${issuer} does not answer. ${KEYS_WORK}`, [], 0, {
			retryAfterSeconds: 10,
		});
	return new Refusal(
		'forbidden',
		`${describeInvalid(code, claim)} Sign in again; if it fails again, an operator finds the reason in the log.`,
	);
}

/** The person declined, or the provider did not let the person in: nothing of this site is wrong. */
function tellRefused({ error }: AuthorizationResponseError): Refusal {
	return error === 'access_denied'
		? new Refusal('forbidden', 'You declined, or the provider does not let you in here.')
		: new Refusal('forbidden', `The provider did not let you in: ${plainCode(error)}.`);
}

function describeInvalid(code: string | undefined, claim: string | undefined): string {
	if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED')
		return 'The provider’s ID token has expired or is not valid yet: its clock and the clock of this site differ by more than a minute.';
	if (code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED')
		return `The provider’s ID token is not for this sign-in${claim === undefined ? '' : ` (${plainCode(claim)})`}.`;
	if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED')
		return 'The provider names another issuer than the one that is configured here.';
	return 'The provider sent an answer that is not valid.';
}

function isSilent(error: unknown, code: string | undefined): boolean {
	const isUnreached = error instanceof TypeError && error.message === 'fetch failed';
	return isUnreached || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
}

/** Words of an error that may be logged; its cause holds the whole answer, and with it tokens. */
function readError(error: unknown) {
	const read = (from: unknown, name: string): unknown =>
		typeof from === 'object' && from !== null ? Reflect.get(from, name) : undefined;
	const text = (value: unknown) =>
		typeof value === 'string' ? value.slice(0, MOST_LOGGED) : undefined;
	const cause = read(error, 'cause');
	const inner = read(cause, 'cause');
	return {
		code: text(read(error, 'code')),
		reason: [read(error, 'message'), read(cause, 'message')]
			.flatMap((message) => text(message) ?? [])
			.join(': '),
		claim: text(read(inner, 'claim')),
		description: error instanceof ResponseBodyError ? text(error.error_description) : undefined,
	};
}

/** A name of the provider's, as far as it is one. */
function plainCode(text: string): string {
	return /^[\w.-]{1,60}$/.test(text) ? text : 'an unknown reason';
}
