import type { RequestEvent } from '@sveltejs/kit';
import { asApiKey } from './operate/operator-key.ts';

type Visit = Pick<RequestEvent, 'cookies' | 'url'>;

const NOTE = 'codejoust_note';
const NOTE_SECONDS = 30;

/** A key that a visitor has signed in with, kept in a cookie of one part of the site. */
export function sessionAt(path: string, name: string) {
	/** Strict: no other site can make a visitor's browser send the key along. */
	const cookie = (url: URL) =>
		({ path, httpOnly: true, sameSite: 'strict', secure: url.protocol === 'https:' }) as const;
	return {
		readKey: ({ cookies }: Visit): string | undefined => asApiKey(cookies.get(name) ?? ''),
		/** Kept until the browser is closed or its visitor signs out. */
		keepKey: ({ cookies, url }: Visit, key: string): void => cookies.set(name, key, cookie(url)),
		dropKey: ({ cookies, url }: Visit): void => cookies.delete(name, cookie(url)),
		/** A sentence for the page that a form leads to. */
		leaveNote: ({ cookies, url }: Visit, note: string): void =>
			cookies.set(NOTE, note, { ...cookie(url), maxAge: NOTE_SECONDS }),
		/** The sentence that was left, once. */
		takeNote: ({ cookies, url }: Visit): string | undefined => {
			const note = cookies.get(NOTE);
			if (note !== undefined) cookies.delete(NOTE, cookie(url));
			return note;
		},
	};
}
