import type { RequestEvent } from '@sveltejs/kit';
import { askApi } from './api.ts';

/** What a page to sign in on offers besides a key. */
export async function readSignInOffer(event: Pick<RequestEvent, 'platform' | 'locals'>) {
	const { key_help: keyHelp, sign_in: signIn } = await askApi(event, (client) => client.version());
	return { keyHelp: keyHelp ?? undefined, signIn: signIn ?? undefined };
}
