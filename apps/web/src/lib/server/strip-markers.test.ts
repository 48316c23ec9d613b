import { expect, test } from 'vitest';
import { stripMarkers } from './strip-markers.ts';

test('a page without a client loses the markers, and nothing that was written', () => {
	const text = '<!---->a<!--[--><!--[0-->b<!--[-1--><!--]--><!--[!--><!-- said so -->&lt;!----&gt;';
	expect(stripMarkers(text)).toBe('ab<!-- said so -->&lt;!----&gt;');
});

test('a page that starts the client keeps them', () => {
	const page = '<!--[-->a<!--]--><script>__sveltekit_abc = {}</script>';
	expect(stripMarkers(page)).toBe(page);
});
