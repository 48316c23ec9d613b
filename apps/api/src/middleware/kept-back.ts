import type { Context } from 'hono';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { type ApiEnvironment, authenticate } from './authenticate.ts';

/**
 * Whether an operator reads. A request without a key is anybody's; one with a key that opens nothing is refused. What an
 * operator gets is kept in no cache.
 */
export async function isOperatorReading(
	deps: Pick<ApiDeps, 'db' | 'now'>,
	context: Context<ApiEnvironment>,
): Promise<boolean> {
	const header = context.req.header('authorization');
	if (!header) return false;
	const { scopes } = await authenticate(deps, header);
	const isOperator = scopes.includes('operate');
	if (isOperator) context.header('cache-control', 'private, no-store');
	return isOperator;
}

/** Whether a reader is kept from the texts of a version: those of a private one are for operators. */
export async function isKeptBack(
	deps: Pick<ApiDeps, 'db' | 'now'>,
	context: Context<ApiEnvironment>,
	visibility: string,
): Promise<boolean> {
	return visibility === 'private' && !(await isOperatorReading(deps, context));
}

/** Refuses a reader who asks for the texts of a private version and is no operator. */
export async function refuseKeptBack(
	deps: Pick<ApiDeps, 'db' | 'now'>,
	context: Context<ApiEnvironment>,
	visibility: string,
): Promise<void> {
	if (await isKeptBack(deps, context, visibility))
		throw new Refusal(
			'forbidden',
			'The questions and answers of this benchmark are private: only an operator’s key reads them.',
		);
}
