import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import {
	claimIdempotencyKey,
	releaseIdempotencyKey,
	settleIdempotencyKey,
} from '@codejoust/db/queries/idempotency';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { ApiEnvironment } from './authenticate.ts';

type Answer<Body> = { readonly status: 200 | 201 | 202; readonly body: Body };

/**
 * Runs `work` once for each Idempotency-Key and answers a repetition with what the first one was answered.
 * Without the header the work simply runs, unless `isRequired`. Refused work gives the key back.
 */
export async function once<Body>(
	deps: Pick<ApiDeps, 'db'>,
	context: Context<ApiEnvironment>,
	{
		payload,
		isRequired,
		remember = (body) => body,
	}: {
		readonly payload: Uint8Array | string;
		readonly isRequired: boolean;
		/** The body that a repetition is answered with, and that is stored until then. */
		readonly remember?: (body: Body) => Body;
	},
	work: () => Promise<Answer<Body>>,
): Promise<Answer<Body>> {
	const key = context.req.header('idempotency-key');
	if (key === undefined) {
		if (isRequired)
			throw new Refusal(
				'idempotency-key-missing',
				'Send the header "Idempotency-Key" with a value of your own, such as a UUID, so that a repeated request does not submit twice.',
			);
		return work();
	}
	if (key.length === 0 || key.length > 200)
		throw new Refusal('invalid-input', 'An Idempotency-Key has 1 to 200 characters.');
	const scope = { apiKeyId: context.get('principal').keyId, key };
	const requestHash = createHash('sha256')
		.update(`${context.req.method} ${context.req.url}\n`)
		.update(payload)
		.digest('hex');
	const claim = await claimIdempotencyKey(deps.db, { ...scope, requestHash });
	if (claim.kind === 'other-payload')
		throw new Refusal(
			'idempotency-key-reused',
			'This Idempotency-Key came with another request before. Use a new one for a new request.',
		);
	if (claim.kind === 'in-flight')
		throw new Refusal(
			'idempotency-key-in-flight',
			'The first request with this Idempotency-Key is still being worked on. Ask again in a moment.',
		);
	// What was stored is the body of the same route's first answer.
	if (claim.kind === 'done') return { status: claim.status as 201, body: claim.body as Body };
	try {
		const answer = await work();
		await settleIdempotencyKey(deps.db, scope, { ...answer, body: remember(answer.body) });
		return answer;
	} catch (error) {
		await releaseIdempotencyKey(deps.db, scope);
		throw error;
	}
}
