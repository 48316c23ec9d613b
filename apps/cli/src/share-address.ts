import { shareTokenOf } from '@codejoust/contract/share-token';

/** The address of a link to a submission, taken apart. */
export type ShareAddress = {
	/** Origin of the server. */
	readonly server: string;
	readonly submission: string;
	readonly token: string;
};

/** Undefined for what is no address of a link; the token goes to the server that the address names, and to no other. */
export function readShareAddress(text: string): ShareAddress | undefined {
	const url = URL.parse(text);
	if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return undefined;
	const submission = /^\/submit\/(sub_[a-z0-9]{1,40})\/?$/.exec(url.pathname)?.[1];
	const share = url.searchParams.get('share');
	if (submission === undefined || !share) return undefined;
	return { server: url.origin, submission, token: shareTokenOf(submission, share) };
}

/** The address that a reader opens. */
export function writeShareAddress({ server, submission, token }: ShareAddress): string {
	return `${server}/submit/${submission}?share=${token}`;
}
