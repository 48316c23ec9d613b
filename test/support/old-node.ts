import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The path of a Node 20 outside of node_modules, or undefined where this machine has none on its path. */
export async function findOldNode(): Promise<string | undefined> {
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	for (const folder of folders.filter((each) => each !== '' && !each.includes('node_modules'))) {
		const path = join(folder, 'node');
		// A folder without a Node is no failure.
		const version = await run(path, ['--version']).catch(() => undefined);
		if (version?.stdout.startsWith('v20.')) return path;
	}
	return undefined;
}
