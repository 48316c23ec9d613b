import { isRedirect, redirect } from '@sveltejs/kit';
import { withParams } from '../../lib/link.ts';
import { answerOembed } from '../../lib/oembed/answer-oembed.ts';
import { writeOembedXml } from '../../lib/oembed/write-oembed.ts';
import { readOembed } from '../../lib/oembed/read-oembed.ts';
import type { RequestHandler } from './$types';

const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };

/** What a page of this site may be shown as on another one (oembed.com). Asked without a key: nothing private is answered. */
export const GET: RequestHandler = async (event) => {
	const { origin, searchParams } = event.url;
	const read = readOembed(searchParams, origin);
	if (read.kind === 'refused')
		return new Response(`${read.problems.join('\n')}\n`, { status: read.status, headers: PLAIN });
	try {
		const answer = await answerOembed(event, read.request);
		if (answer === undefined)
			return new Response(
				'url: this page is not shown on others; boards, charts, models, comparisons and battles are.\n',
				{ status: 404, headers: PLAIN },
			);
		event.setHeaders({ 'access-control-allow-origin': '*' });
		if (read.request.format === 'xml')
			return new Response(writeOembedXml(answer), {
				headers: { 'content-type': 'text/xml; charset=utf-8' },
			});
		return new Response(JSON.stringify(answer), {
			headers: { 'content-type': 'application/json; charset=utf-8' },
		});
	} catch (cause) {
		if (!isRedirect(cause)) throw cause;
		// The page has another address, which is asked for in its place.
		const params = Object.fromEntries(searchParams);
		redirect(302, withParams('/oembed', { ...params, url: `${origin}${cause.location}` }));
	}
};
