import type { Context } from 'hono';
import { Refusal } from '../refusal.ts';
import type { ApiEnvironment } from './authenticate.ts';
import { viewerOf } from './reader.ts';

/** Whether an operator reads. What an operator gets is kept in no cache. */
export function isOperatorReading(context: Context<ApiEnvironment>): boolean {
	const { isOperator } = viewerOf(context);
	if (isOperator) context.header('cache-control', 'private, no-store');
	return isOperator;
}

/** Whether a reader is kept from the texts of a version: those of a private one are for operators. */
export function isKeptBack(context: Context<ApiEnvironment>, visibility: string): boolean {
	return visibility === 'private' && !isOperatorReading(context);
}

/** What of a version's questions a reader may see. */
export function questionReaderOf(
	context: Context<ApiEnvironment>,
	visibility: string,
): { readonly isPrivate: boolean; readonly isOperator: boolean } {
	const isOperator = isOperatorReading(context);
	return { isPrivate: visibility === 'private' && !isOperator, isOperator };
}

/** Refuses a reader who asks for the texts of a private version and is no operator. */
export function refuseKeptBack(context: Context<ApiEnvironment>, visibility: string): void {
	if (isKeptBack(context, visibility))
		throw new Refusal(
			'forbidden',
			'The questions and answers of this benchmark are private: only an operator’s key reads them.',
		);
}
