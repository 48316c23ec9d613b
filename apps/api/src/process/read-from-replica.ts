import type { HttpBindings } from '@hono/node-server';
import type { PageBindings } from '../middleware/client-address.ts';
import type { Replica } from './replica.ts';

/** A question over a socket, or one of a page. */
export type FetchApi = (
	request: Request,
	env: HttpBindings | PageBindings,
) => Response | Promise<Response>;

/** What watches for changes begins and ends at one server. */
const STREAMS = /\/events$/;
/** Of these the primary may know more, or be able to answer. */
const ASK_PRIMARY = new Set([404, 500, 503]);

/**
 * Reads without a key or a link are answered from the replica while it answers and is not too far behind; everything else by the primary:
 * who has a key, a session or a link must see what they have written. What the replica does not know yet, or cannot answer, the
 * primary is asked for.
 */
export function readFromReplica(
	replica: Pick<Replica, 'state' | 'untilAway' | 'count'>,
	{ primary, reading }: { readonly primary: FetchApi; readonly reading: FetchApi },
): FetchApi {
	return async (request, env) => {
		if (!isPublicRead(request)) return primary(request, env);
		if (replica.state().state === 'up') {
			const answer = Promise.resolve(reading(request.clone(), env));
			const first = await Promise.race([answer, replica.untilAway()]);
			if (first && !ASK_PRIMARY.has(first.status)) {
				replica.count('replica');
				return first;
			}
			void answer.then(leave, () => undefined);
		}
		replica.count('primary');
		return primary(request, env);
	};
}

function isPublicRead({ method, headers, url }: Request): boolean {
	if (method !== 'GET' && method !== 'HEAD') return false;
	if (headers.has('authorization')) return false;
	const { pathname } = new URL(url);
	return pathname.startsWith('/v1/') && !STREAMS.test(pathname);
}

/** Nobody reads it. */
function leave({ body }: Response): void {
	if (body && !body.locked) void body.cancel().catch(() => undefined);
}
