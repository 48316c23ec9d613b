import type { RequestHandler } from './$types';

const DAY_SECONDS = 86_400;

/** What a crawler may read: the pages, not the API, and no part that one signs in to. */
export const GET: RequestHandler = ({ url }) => {
	const lines = ['User-agent: *', 'Disallow: /v1/', 'Disallow: /operate', 'Disallow: /submit/'];
	return new Response(`${lines.join('\n')}\n\nSitemap: ${url.origin}/sitemap.xml\n`, {
		headers: {
			'content-type': 'text/plain; charset=utf-8',
			'cache-control': `public, max-age=${DAY_SECONDS}`,
		},
	});
};
