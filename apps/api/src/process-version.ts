import { readFileSync } from 'node:fs';

/** Of the package, for logs, metrics and reports. */
export const PROCESS_VERSION = readVersion();

function readVersion(): string {
	const manifest: { readonly version: string } = JSON.parse(
		readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
	);
	return manifest.version;
}
