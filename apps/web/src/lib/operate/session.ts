import type { RequestEvent } from '@sveltejs/kit';
import { asApiKey } from './operator-key.ts';

type Visit = Pick<RequestEvent, 'cookies' | 'url'>;

const PATH = '/operate';
const KEY = 'codejoust_operator';
const NOTE = 'codejoust_note';
const NOTE_SECONDS = 30;

/** Strict: no other site can make a visitor's browser send the key along. */
const cookie = (url: URL) =>
	({ path: PATH, httpOnly: true, sameSite: 'strict', secure: url.protocol === 'https:' }) as const;

export function readKey({ cookies }: Visit): string | undefined {
	return asApiKey(cookies.get(KEY) ?? '');
}

/** Kept until the browser is closed or the operator signs out. */
export function keepKey({ cookies, url }: Visit, key: string): void {
	cookies.set(KEY, key, cookie(url));
}

export function dropKey({ cookies, url }: Visit): void {
	cookies.delete(KEY, cookie(url));
}

/** A sentence for the page that a form leads to. */
export function leaveNote({ cookies, url }: Visit, note: string): void {
	cookies.set(NOTE, note, { ...cookie(url), maxAge: NOTE_SECONDS });
}

/** The sentence that was left, once. */
export function takeNote({ cookies, url }: Visit): string | undefined {
	const note = cookies.get(NOTE);
	if (note !== undefined) cookies.delete(NOTE, cookie(url));
	return note;
}
