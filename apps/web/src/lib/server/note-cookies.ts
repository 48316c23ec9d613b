import type { Cookies } from '@sveltejs/kit';
import type { ApiReads } from './api-reads.ts';

/** The same cookies, for a page that becomes its reader's own as soon as anything of them is read or written. */
export function noteCookies(cookies: Cookies, reads: ApiReads): Cookies {
	return new Proxy(cookies, {
		get: (target, name) => {
			reads.isPrivate = true;
			return Reflect.get(target, name);
		},
	});
}
