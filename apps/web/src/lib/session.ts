import type { RequestEvent } from '@sveltejs/kit';
import { asSessionToken } from './operator-key.ts';

type Visit = Pick<RequestEvent, 'cookies' | 'url'>;

/** The parts of the site that one signs in to, with the cookie of each. */
const SESSIONS = {
	operator: { path: '/operate', name: 'codejoust_operator' },
	submitter: { path: '/submit', name: 'codejoust_submitter' },
} as const;

/** Where somebody signs in who comes back from another site. */
const SIGN_IN = { path: '/sign-in', name: 'codejoust_sign_in', seconds: 600 } as const;
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
		[SIGN_IN, ...Object.values(SESSIONS)].some(
			({ path }) => pathname === path || pathname.startsWith(`${path}/`),
		)
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

/** What the API says of a session that has started. */
type Started = { readonly token: string; readonly key: { readonly scopes: readonly string[] } };

/**
 * Lets one sign-in serve every part of the site that it may use. Kept until the browser is closed or its visitor signs out; the
 * server ends the session after hours. `isFromElsewhere`: the visitor comes back from the site of an identity provider, where a
 * browser sends no strict cookie with the page that follows; forms are accepted from pages of this site alone in either case.
 */
export function keepSession(
	{ cookies, url }: Visit,
	{ token, key }: Started,
	{ isFromElsewhere = false }: { readonly isFromElsewhere?: boolean } = {},
): void {
	const { submitter, operator } = SESSIONS;
	const sameSite = isFromElsewhere ? 'lax' : 'strict';
	const secure = url.protocol === 'https:';
	for (const { name, path } of key.scopes.includes('operate') ? [submitter, operator] : [submitter])
		cookies.set(name, token, { path, httpOnly: true, sameSite, secure });
}

/** Removes the session from every part of the site. */
export function dropSession({ cookies }: Visit): void {
	for (const { name, path } of Object.values(SESSIONS)) cookies.delete(name, { path });
}

/** What a browser keeps that has left for an identity provider: without it nobody ends that sign-in. */
export const leaving = {
	keep: ({ cookies, url }: Visit, secret: string): void =>
		cookies.set(SIGN_IN.name, secret, {
			path: SIGN_IN.path,
			httpOnly: true,
			sameSite: 'lax',
			secure: url.protocol === 'https:',
			maxAge: SIGN_IN.seconds,
		}),
	take: ({ cookies }: Visit): string | undefined => {
		const secret = cookies.get(SIGN_IN.name);
		if (secret !== undefined) cookies.delete(SIGN_IN.name, { path: SIGN_IN.path });
		return secret;
	},
};

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
