import type { Context, MiddlewareHandler } from 'hono';
import type { Viewer } from '@codejoust/db/queries/viewer';
import type { ApiDeps } from '../deps.ts';
import { type ApiEnvironment, authenticate, type Principal } from './authenticate.ts';

/** Learns who reads, where a request brings a key; one that opens nothing is refused on every route. */
export function knowReader(deps: Pick<ApiDeps, 'db' | 'now'>): MiddlewareHandler<ApiEnvironment> {
	return async (context, next) => {
		const header = context.req.header('authorization');
		if (header) context.set('reader', await authenticate(deps, header));
		await next();
	};
}

/** What the reader of a request may see besides what is everybody's. */
export function viewerOf(context: Context<ApiEnvironment>): Viewer {
	const reader = context.get('reader');
	return reader
		? { isOperator: isOperator(reader), owner: ownerOf(reader) }
		: { isOperator: false };
}

/** Whom a submission made with this key belongs to. */
export function ownerOf({ keyId }: Principal): string {
	return keyId;
}

export function isOperator({ scopes }: Principal): boolean {
	return scopes.includes('operate');
}
