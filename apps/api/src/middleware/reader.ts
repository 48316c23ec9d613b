import type { Context } from 'hono';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import type { Principal } from '../actor.ts';
import type { ApiEnvironment } from './authenticate.ts';

/** What the reader of a request may see besides what is everybody's. */
export function viewerOf(context: Context<ApiEnvironment>): Viewer {
	const reader = context.get('reader');
	return reader
		? { isOperator: isOperator(reader), owner: ownerOf(reader) }
		: { isOperator: false, linkedTo: context.get('link')?.submissionId };
}

/** Whom a submission made with this key belongs to. */
export function ownerOf({ organisation }: Principal): string {
	return organisation;
}

export function isOperator({ scopes }: Principal): boolean {
	return scopes.includes('operate');
}
