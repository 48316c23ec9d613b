import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type postgres from 'postgres';
import { DRIVER_MENDS } from './driver-mends.ts';
import { mendSource } from './mend-source.ts';

const MENDED_FILE = /\/postgres\/cjs\/src\/(connection|index)\.js$/;

/** postgres.js with the mends of docs/decisions/0014-mended-driver.md. All of our connections are made with it. */
export const mendedPostgres: typeof postgres = loadMended();

/** Throws when the library is another one than the mends were written for, or was loaded before. */
function loadMended(): typeof postgres {
	const mended = new Set<string>();
	const hooks = registerHooks({
		load: (url, context, nextLoad) => {
			if (!MENDED_FILE.test(url)) return nextLoad(url, context);
			const path = fileURLToPath(url);
			const file = basename(path);
			mended.add(file);
			const source = mendSource(file, readFileSync(path, 'utf8'), DRIVER_MENDS);
			return { format: 'commonjs', source, shortCircuit: true };
		},
	});
	try {
		// Everybody else imports the library as an ES module: this copy is ours alone.
		const library: typeof postgres = createRequire(import.meta.url)('postgres');
		const missing = DRIVER_MENDS.filter(({ file }) => !mended.has(file)).map(({ file }) => file);
		if (missing.length > 0) throw new Error(`not mended: ${[...new Set(missing)].join(', ')}`);
		return library;
	} finally {
		hooks.deregister();
	}
}
