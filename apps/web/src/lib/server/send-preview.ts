import type { RequestEvent } from '@sveltejs/kit';
import { drawPreview } from './draw-preview.ts';

/** The image of an SVG of ours that was made from public reads. The caller says how long it may be cached. */
export async function sendPreview(
	event: Pick<RequestEvent, 'setHeaders'>,
	{ svg, snapshot }: { readonly svg: string; readonly snapshot: string },
): Promise<Response> {
	const { png, etag } = await drawPreview(svg, snapshot);
	event.setHeaders({
		etag,
		'content-type': 'image/png',
		'content-length': String(png.length),
		'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
		'cross-origin-resource-policy': 'cross-origin',
	});
	return new Response(png);
}
