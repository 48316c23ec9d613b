/** Kept nowhere, found by no search engine, and its address is told to no other site. */
export const PRIVATE_PAGE = {
	'cache-control': 'private, no-store',
	'x-robots-tag': 'noindex, nofollow',
	'referrer-policy': 'no-referrer',
} as const;
