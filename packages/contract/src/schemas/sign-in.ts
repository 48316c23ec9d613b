import { z } from '@hono/zod-openapi';
import { startedSession } from './session.ts';

const MOST_PATH_CHARACTERS = 500;
const MOST_QUERY_CHARACTERS = 8_192;
/** A page that one signs in to, with what it asks for. */
const OWN_PATH = /^\/(submit|operate)([/?][\w\-.~%/?=&+,:;@!$'()*]*)?$/;

export const newSignIn = z
	.strictObject({
		to: z
			.string()
			.max(MOST_PATH_CHARACTERS)
			.regex(OWN_PATH, 'It must be a path of this site that begins with /submit or /operate.')
			.default('/submit')
			.openapi({ description: 'The page that follows the sign-in.' }),
	})
	.openapi('NewSignIn');
export type NewSignIn = z.input<typeof newSignIn>;

export const begunSignIn = z
	.object({
		url: z.string().openapi({ description: 'Where the provider asks the person to sign in.' }),
		browser: z.string().openapi({
			description:
				'To be kept by the browser that began, and sent with what comes back: another browser cannot end this sign-in.',
		}),
		expires_at: z.iso.datetime(),
	})
	.openapi('BegunSignIn');
export type BegunSignIn = z.infer<typeof begunSignIn>;

export const signInReturn = z
	.strictObject({
		query: z.string().max(MOST_QUERY_CHARACTERS).openapi({
			description: 'The query of the address that the provider sent the person back to.',
			example: '?code=…&state=…',
		}),
		browser: z.string().max(200),
	})
	.openapi('SignInReturn');
export type SignInReturn = z.infer<typeof signInReturn>;

export const endedSignIn = z
	.object({ session: startedSession, to: z.string() })
	.openapi('EndedSignIn');
export type EndedSignIn = z.infer<typeof endedSignIn>;

export const signOut = z
	.object({
		url: z.string().nullable().openapi({
			description:
				'Where a person also signs out at the provider; null where that is not offered, or not known yet.',
		}),
	})
	.openapi('ProviderSignOut');
export type ProviderSignOut = z.infer<typeof signOut>;
