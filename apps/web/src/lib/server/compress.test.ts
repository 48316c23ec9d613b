import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressPage } from './compress.ts';

const page = 'x'.repeat(5000);
const asking = (encoding: string) =>
	new Request('http://localhost/', { headers: { 'accept-encoding': encoding } });
const answer = (type = 'text/html') =>
	new Response(page, { headers: { 'content-type': type, etag: '"a"' } });

test('a page goes out gzipped to who takes it, with a tag that claims no equal bytes', async () => {
	const response = await compressPage(asking('br, gzip'), answer());
	expect(response.headers.get('content-encoding')).toBe('gzip');
	expect(response.headers.get('etag')).toBe('W/"a"');
	expect(gunzipSync(await response.arrayBuffer()).toString()).toBe(page);
});

test.each(['GZIP', 'gzip;q=0.5', 'gzip; q=1, br;q=0', 'br;q=0, x-gzip'])(
	'%j takes gzip',
	async (encoding) => {
		const response = await compressPage(asking(encoding), answer());
		expect(response.headers.get('content-encoding')).toBe('gzip');
	},
);

test.each(['identity', 'br', 'gzip;q=0', 'br, gzip ; q=0.000', 'gzip;q=0, identity'])(
	'who asks for %j gets the page as it is, and caches are told that it varies',
	async (encoding) => {
		const response = await compressPage(asking(encoding), answer());
		expect(response.headers.get('content-encoding')).toBeNull();
		expect(response.headers.get('vary')).toBe('accept-encoding');
		expect(await response.text()).toBe(page);
	},
);

test('what is no text stays as it is', async () => {
	const response = await compressPage(asking('gzip'), answer('image/png'));
	expect(response.headers.get('content-encoding')).toBeNull();
});
