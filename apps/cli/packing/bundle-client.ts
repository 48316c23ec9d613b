import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const ENTRY = fileURLToPath(new URL('../src/package-main.ts', import.meta.url));
/** Code of the server alone, which the package must not grow into. */
const SERVER_CODE = /[\\/](?:packages[\\/]db|apps[\\/]api)[\\/]/;
/** A file beside the module, which a bundle does not bring along: a worker's, a grammar's. */
const FILE_BESIDE = /new URL\(\s*['"`]\.{1,2}\/|import\.meta\.resolve\(/;

/**
 * Bundles the command line into a folder as JavaScript for Node 20: `codejoust.js` and its chunks. Resolves with the paths
 * of all modules in it. Throws with the reason when the bundler warns, or when a module needs what is not in the bundle.
 */
export async function bundleClient(folder: string): Promise<readonly string[]> {
	const bundle = await rolldown({
		input: { codejoust: ENTRY },
		platform: 'node',
		transform: { target: 'node20' },
		// undici 8 needs Node 22; the same requests through 7.
		resolve: { alias: { undici: 'undici-for-node-20' } },
		onLog: (level, { message }) => {
			if (level === 'warn') throw new Error(`The bundler warns: ${message}`);
		},
	});
	try {
		const { output } = await bundle.write({
			dir: folder,
			format: 'esm',
			entryFileNames: '[name].js',
			chunkFileNames: 'chunks/[name]-[hash].js',
		});
		const modules = output
			.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
			.filter((id) => !id.startsWith('\0'));
		await refuseMissingParts(modules);
		return modules;
	} finally {
		await bundle.close();
	}
}

async function refuseMissingParts(modules: readonly string[]): Promise<void> {
	for (const path of modules) {
		if (SERVER_CODE.test(path)) throw new Error(`${path} is code of the server.`);
		if (!path.includes('node_modules') && FILE_BESIDE.test(await readFile(path, 'utf8')))
			throw new Error(`${path} reads a file beside it, which is not in the package.`);
	}
}
