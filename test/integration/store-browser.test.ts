import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { launchBrowser } from '../support/browser-launch.ts';

const hasPackage = process.platform === 'linux' && process.arch === 'x64';

test.each(hasPackage ? [false, true] : [false])(
	'a real browser runs a page from loopback and draws its text (from npm: %s)',
	async (isFromPackage) => {
		const server = createServer((_, response) => {
			response.setHeader('content-type', 'text/html');
			response.end(
				'<title>before</title><span>Board</span><script>document.title = "after"</script>',
			);
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		const port = address !== null && typeof address === 'object' ? address.port : 0;

		const browser = await launchBrowser({ isFromPackage });
		const page = await browser.newPage();
		await page.goto(`http://127.0.0.1:${port}/`);
		expect(await page.title()).toBe('after');
		const text = await page.locator('span').boundingBox();
		expect(text?.width).toBeGreaterThan(10);
		const picture = await page.screenshot();
		expect(picture.subarray(1, 4).toString()).toBe('PNG');
		expect(picture.length).toBeGreaterThan(1000);
		await browser.close();
		server.close();
	},
);
