import type { Context } from 'hono';
import type { AnswerBytes, BoardAnswer } from '../use-cases/boards/board-answer.ts';

/** Sends a board, as JSON unless told; a reader who has it already is told so before the body is made. */
export async function sendBoard(
	context: Context,
	{ etag, body }: BoardAnswer | AnswerBytes,
	cacheControl: string,
	contentType = 'application/json',
): Promise<Response> {
	const tag = `W/"${etag}"`;
	const headers = { etag: tag, 'cache-control': cacheControl };
	if (isKnown(context, etag)) return context.body(null, 304, headers);
	return context.body(await body(), 200, { ...headers, 'content-type': contentType });
}

/** Whether the reader has what a tag names. */
export function isKnown(context: Context, etag: string): boolean {
	const known: readonly string[] = context.req.header('if-none-match')?.match(/"[^"]*"/g) ?? [];
	return known.includes(`"${etag}"`);
}

/** The current board changes with every run that ends. */
export const STANDING = 'public, max-age=2, stale-while-revalidate=30';
/** A snapshot never changes; a new release may write it in another way. */
export const PERMANENT = 'public, max-age=3600';
