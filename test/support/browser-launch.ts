import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { unpackChromium } from './browser-unpack.ts';

const SYSTEM_PATHS = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Nothing here may reach the network, and no sandbox lets root and containers run it. */
const QUIET = [
	'--no-sandbox',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
];

/** No graphics process draws in software what nobody looks at: it took most of the browser's CPU. */
const UNPACKED = ['--headless=shell', '--disable-gpu', '--disable-software-rasterizer'];

export interface LaunchOptions {
	/** The one that npm brought, even where another one is installed. */
	readonly isFromPackage?: boolean;
}

/** A real Chromium: CHROMIUM_PATH, else the system's, else the one that npm brought (linux-x64). */
export async function launchBrowser({
	isFromPackage = false,
}: LaunchOptions = {}): Promise<Browser> {
	const installed = isFromPackage
		? undefined
		: [process.env['CHROMIUM_PATH'], ...SYSTEM_PATHS].find(
				(path) => path !== undefined && path !== '' && existsSync(path),
			);
	if (installed !== undefined)
		return chromium.launch({ executablePath: installed, args: QUIET, chromiumSandbox: false });
	if (process.platform !== 'linux' || process.arch !== 'x64')
		throw new Error('no Chromium found: install one and name it in CHROMIUM_PATH');
	const { executablePath, env } = await unpackChromium();
	return chromium.launch({
		executablePath,
		env: { ...process.env, ...env },
		args: [...QUIET, ...UNPACKED],
		chromiumSandbox: false,
	});
}
