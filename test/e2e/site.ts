import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser-launch.ts';
import {
	type CodejoustOptions,
	type CodejoustServer,
	startCodejoust,
	until,
} from '../support/codejoust-server.ts';

export type Site = {
	readonly server: CodejoustServer;
	/** A page of its own browsing context, and what its console, its scripts and its network had to complain of. */
	read(options?: BrowserContextOptions): Promise<Reader>;
	/** Ends the contexts that were opened. */
	putAway(): Promise<void>;
	close(): Promise<void>;
};

export type Reader = { readonly page: Page; readonly complaints: readonly string[] };

const SAMPLE_MODELS = 3;

/** The whole server with its pages and the sample judged to the end, and a browser to read them. */
export async function openSite(options: CodejoustOptions = {}): Promise<Site> {
	const [server, browser] = await Promise.all([
		startCodejoust({ ...options, isWithPages: true }),
		launchBrowser(),
	]);
	await until(
		() => server.client.leaderboard('sample'),
		({ rows }) => rows.length === SAMPLE_MODELS,
	);
	await server.untilAtRest();
	return {
		server,
		read: (given) => openReader(browser, server.address, given),
		putAway: async () => {
			await Promise.all(browser.contexts().map((context) => context.close()));
		},
		close: async () => {
			await browser.close();
			await server.stop();
		},
	};
}

async function openReader(
	browser: Browser,
	baseURL: string,
	options: BrowserContextOptions = {},
): Promise<Reader> {
	const context = await browser.newContext({ baseURL, ...options });
	const page = await context.newPage();
	// Far above what a page takes: a busy machine takes ten times as long.
	page.setDefaultTimeout(60_000);
	const complaints: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
	});
	page.on('pageerror', (error) => complaints.push(error.message));
	page.on('requestfailed', (request) => {
		// A page that is left ends what it still asks, its refresh for instance.
		const reason = request.failure()?.errorText ?? 'for no reason';
		if (reason !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()}: ${reason}`);
	});
	page.on('request', (request) => {
		if (!request.url().startsWith(baseURL)) complaints.push(`elsewhere: ${request.url()}`);
	});
	return { page, complaints };
}
