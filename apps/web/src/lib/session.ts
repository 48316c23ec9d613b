import type { RequestEvent } from '@sveltejs/kit';
import { asSessionToken } from './operator-key.ts';

type Visit = Pick<RequestEvent, 'cookies' | 'url'>;

/** The parts of the site that one signs in to, with the cookie of each. */
const SESSIONS = {
	operator: { path: '/operate', name: 'codejoust_operator' },
	submitter: { path: '/submit', name: 'codejoust_submitter' },
} as const;

const OUR_COOKIES = 'codejoust_';
const NOTE = `${OUR_COOKIES}note`;
const NOTE_SECONDS = 30;

/**
 * True when an answer may be for this visitor alone: the request says who sends it, by a cookie of ours or a key, or it
 * asks for a part of the site that one signs in to.
 */
export function isPersonal({
	cookies,
	request,
	url: { pathname },
}: Visit & Pick<RequestEvent, 'request'>): boolean {
	return (
		request.headers.has('authorization') ||
		cookies.getAll().some(({ name }) => name.startsWith(OUR_COOKIES)) ||
		Object.values(SESSIONS).some(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
	);
}

/** A browser drops a cookie of more than 4096 bytes. */
const MOST_NOTE_CHARACTERS = 3_500;

/** As much of a note as a cookie holds. */
function cutNote(note: string): string {
	let cut = note.toWellFormed();
	while (encodeURIComponent(cut).length > MOST_NOTE_CHARACTERS)
		cut = `${cut.slice(0, Math.floor(cut.length * 0.9)).toWellFormed()}…`;
	return cut;
}

/** The session of a visitor who has signed in to one part of the site: its token in a cookie, never the key. */
export function sessionOf(part: keyof typeof SESSIONS) {
	const { path, name } = SESSIONS[part];
	/** Strict: no other site can make a visitor's browser send the token along. */
	const cookie = (url: URL) =>
		({ path, httpOnly: true, sameSite: 'strict', secure: url.protocol === 'https:' }) as const;
	const drop = ({ cookies, url }: Visit): void => cookies.delete(name, cookie(url));
	return {
		/** The token. A cookie of another kind, such as one that held a key, is removed. */
		readToken: (visit: Visit): string | undefined => {
			const value = visit.cookies.get(name);
			const token = asSessionToken(value ?? '');
			if (value !== undefined && token === undefined) drop(visit);
			return token;
		},
		/** Kept until the browser is closed or its visitor signs out; the server ends the session after hours. */
		keepToken: ({ cookies, url }: Visit, token: string): void =>
			cookies.set(name, token, cookie(url)),
		dropToken: drop,
		/** A sentence for the page that a form leads to. */
		leaveNote: ({ cookies, url }: Visit, note: string): void =>
			cookies.set(NOTE, cutNote(note), { ...cookie(url), maxAge: NOTE_SECONDS }),
		/** The sentence that was left, once. */
		takeNote: ({ cookies, url }: Visit): string | undefined => {
			const note = cookies.get(NOTE);
			if (note !== undefined) cookies.delete(NOTE, cookie(url));
			return note;
		},
	};
}
