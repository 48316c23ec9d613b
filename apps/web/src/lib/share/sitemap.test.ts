import { expect, test } from 'vitest';
import { listPages, writeSitemap } from './sitemap.ts';

test('a sitemap has each public board and model once, at most 50,000 pages, with their addresses escaped', () => {
	const paths = listPages({ benchmarks: ['mine@1'], models: ['a', 'b'], judges: ['j@1'] });
	expect(new Set(paths).size).toBe(paths.length);
	expect(paths).toEqual(
		expect.arrayContaining([
			'/',
			'/b/mine@1',
			'/m/a',
			'/m/b',
			'/j/j@1',
			'/b/mine@1/versions',
			'/b/mine@1/chart/length',
		]),
	);
	const many = Array.from({ length: 60_000 }, (_, at) => `m-${at}`);
	expect(listPages({ benchmarks: ['mine@1'], models: many, judges: [] })).toHaveLength(50_000);
	expect(writeSitemap('https://arena.example', ['/x?a=1&b=2'])).toContain(
		'<loc>https://arena.example/x?a=1&amp;b=2</loc>',
	);
});
