import { createHash, randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import {
	claimIdempotencyKey,
	releaseIdempotencyKey,
	settleIdempotencyKey,
	touchIdempotencyKey,
} from '@codejoust/db/queries/keys/idempotency';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { ApiEnvironment } from './authenticate.ts';

/** The key of a request that has been silent for a minute is free for the next one. */
const HEARTBEAT_MS = 5_000;

type Answer<Body> = { readonly status: 200 | 201 | 202; readonly body: Body };

/**
 * Runs `work` once for each Idempotency-Key and answers a repetition with what the first one was answered.
 * Without the header the work simply runs, unless `isRequired`. Refused work gives the key back; so does the death of the
 * process, within a minute. A process that dies after the work and before its answer is stored lets a repetition run it again.
 */
export async function once<Body>(
	deps: Pick<ApiDeps, 'db' | 'log'>,
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
	const scope = { apiKeyId: context.get('principal').keyId, key, holder: randomUUID() };
	// The same server may have several names, so that the host is no part of a request.
	const { pathname, search } = new URL(context.req.url);
	const requestHash = createHash('sha256')
		.update(`${context.req.method} ${pathname}${search}\n`)
		.update(payload)
		.digest('hex');
	const claim = await claimIdempotencyKey(deps.db, { ...scope, requestHash });
	if (claim.kind === 'other-payload')
		throw new Refusal(
			'idempotency-key-reused',
			'This Idempotency-Key was used for another request before. Use a new one for a new request.',
		);
	if (claim.kind === 'in-flight')
		throw new Refusal(
			'idempotency-key-in-flight',
			'The first request with this Idempotency-Key is still in progress. Ask again in a moment.',
		);
	// What was stored is the body of the same route's first answer.
	if (claim.kind === 'done') return { status: claim.status as 201, body: claim.body as Body };
	const heartbeat = startHeartbeat(deps, scope);
	try {
		const answer = await work();
		await settleIdempotencyKey(deps.db, scope, { ...answer, body: remember(answer.body) });
		return answer;
	} catch (error) {
		await releaseIdempotencyKey(deps.db, scope);
		throw error;
	} finally {
		heartbeat.stop();
	}
}

function startHeartbeat(
	{ db, log }: Pick<ApiDeps, 'db' | 'log'>,
	scope: Parameters<typeof touchIdempotencyKey>[1],
): { readonly stop: () => void } {
	const timer = setInterval(() => {
		touchIdempotencyKey(db, scope).catch((error: unknown) =>
			log.warn({ err: error }, 'a request could not send a heartbeat for its Idempotency-Key'),
		);
	}, HEARTBEAT_MS);
	return { stop: () => clearInterval(timer) };
}
