import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { redirect } from '@sveltejs/kit';
import { withoutEmptyParams } from './lib/link.ts';
import { noReads } from './lib/server/api-reads.ts';
import { noteCookies } from './lib/server/note-cookies.ts';
import { sendPage } from './lib/server/send-page.ts';
import { sendRefusal } from './lib/server/send-refusal.ts';
import { isPersonal } from './lib/session.ts';

/** The handler takes a body as large as a file of answers; only the page that streams it on gets one. */
const MOST_FORM_BYTES = 512 * 1024;
const UPLOAD = { path: '/submit', action: '/send' };

export const handle: Handle = async ({ event, resolve }) => {
	event.locals.reads = noReads();
	const refusal = event.platform?.req.codejoustRefusal;
	if (refusal !== undefined) return sendRefusal(event, resolve, refusal);
	if (isTooLarge(event)) return new Response('The form is too large.\n', { status: 413 });
	// A form names its action by an empty parameter.
	const clean = event.request.method === 'POST' ? undefined : withoutEmptyParams(event.url);
	if (clean !== undefined) redirect(302, clean);
	const isShareable = !isPersonal(event);
	// In place: SvelteKit goes on with the event that it made.
	Object.assign(event, { cookies: noteCookies(event.cookies, event.locals.reads) });
	return sendPage(event, resolve, { isShareable });
};

/** A bug is written down once, with an id that the page shows; nothing of it reaches the reader. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
	if (kind !== 'unknown') return;
	const id = crypto.randomUUID();
	const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
	const entry = { level: 'error', msg: 'page failed', id, path: event.url.pathname, cause };
	process.stderr.write(`${JSON.stringify(entry)}\n`);
	return {
		message: 'The page failed',
		detail: `That was our mistake. It is in the log as ${id}.`,
	};
};

function isTooLarge({ request, url }: Parameters<Handle>[0]['event']): boolean {
	const isUpload = url.pathname === UPLOAD.path && url.searchParams.has(UPLOAD.action);
	if (request.body === null || isUpload) return false;
	const length = request.headers.get('content-length');
	return length === null || Number(length) > MOST_FORM_BYTES;
}
