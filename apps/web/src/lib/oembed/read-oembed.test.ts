import { expect, test } from 'vitest';
import { writeEmbed } from '../share/embed-code.ts';
import { readRows, sizeEmbed } from '../share/embed-size.ts';
import { readOembed } from './read-oembed.ts';
import { writeOembedXml } from './write-oembed.ts';

const ORIGIN = 'https://arena.example';
const read = (query: string) => readOembed(new URLSearchParams(query), ORIGIN);

test('the address of a page of this site is read, under http as under https', () => {
	expect(
		read(
			'url=http%3A%2F%2Farena.example%2Fb%2Fmine%401%3Fjudge%3Dj%2540%32&maxwidth=400&format=json',
		),
	).toEqual({
		kind: 'request',
		request: {
			path: '/b/mine@1',
			search: '?judge=j%402',
			maxwidth: 400,
			maxheight: undefined,
			format: 'json',
		},
	});
});

test.each([
	['', 400, ['url: it is missing']],
	['url=nothing', 400, ['url: it is no address']],
	['url=javascript%3Aalert(1)', 400, ['url: it is no address']],
	[`url=https://arena.example/${'a'.repeat(3000)}`, 400, ['url: it has 3022 characters']],
	['url=x&maxwidth=not-a-number&maxheight=-1', 400, ['url', 'maxwidth', 'maxheight']],
	['url=https://arena.example/b/x&maxwidth=1.5', 400, ['maxwidth: it is "1.5"']],
	['url=https://arena.example/b/x&maxwidth=0', 400, ['maxwidth']],
	['url=https://arena.example/b/x&maxwidth=1000000', 400, ['maxwidth']],
	['url=https://arena.example/b/x&format=yaml', 501, ['json and xml']],
	['url=https://arena.example.evil.example/b/x', 404, ['no page of https://arena.example']],
	['url=https://evil.example/https://arena.example/b/x', 404, ['no page']],
	['url=https://arena.example@evil.example/b/x', 404, ['no page']],
])('%s is refused with %i, and every problem is named', (query, status, says) => {
	const found = read(query);
	if (found.kind !== 'refused') throw new Error('it was taken');
	expect(found.status).toBe(status);
	expect(found.problems).toHaveLength(says.length);
	says.forEach((text, at) => expect(found.problems[at]).toContain(text));
});

test('an embedded board has the rows that fit, and is never wider or higher than what is asked', () => {
	expect(sizeEmbed(150)).toMatchObject({ width: 720, rows: 10 });
	expect(sizeEmbed(3)).toMatchObject({ rows: 3 });
	const small = sizeEmbed(150, { maxwidth: 400, maxheight: 400 });
	expect(small.width).toBe(400);
	expect(small.height).toBeLessThanOrEqual(400);
	expect(sizeEmbed(0, { maxwidth: 1, maxheight: 1 })).toEqual({ width: 280, height: 199, rows: 1 });
	expect([null, '3', '0', '999', 'x', '1e3'].map(readRows)).toEqual([10, 3, 1, 50, 10, 10]);
});

test('an answer as XML has an element for each field, and its texts are texts', () => {
	const answer = { version: '1.0', title: '<b> & "c"', width: 720 };
	expect(writeOembedXml(answer)).toBe(
		'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n\t<version>1.0</version>\n\t<title>&lt;b&gt; &amp; &quot;c&quot;</title>\n\t<width>720</width>\n</oembed>\n',
	);
	expect(read('url=https://arena.example/b/x&format=xml')).toMatchObject({
		request: { format: 'xml' },
	});
});

test('a hostile name is text in the code that embeds a board', () => {
	const code = writeEmbed('https://arena.example/embed/b?rows=3&x="', '"><script>', sizeEmbed(3));
	expect(code).toContain('src="https://arena.example/embed/b?rows=3&amp;x=&quot;"');
	expect(code).toContain('title="&quot;&gt;&lt;script&gt;"');
});
