import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const TOOLS = fileURLToPath(new URL('../../tools/', import.meta.url));
const MAIN = 'apps/api/src/main.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'codejoust-start-'));
	await cp(TOOLS, join(folder, 'tools'), { recursive: true });
	await mkdir(join(folder, dirname(MAIN)), { recursive: true });
	// What the real one does is no part of this; with types, as an older Node cannot read it.
	await writeFile(
		join(folder, MAIN),
		`const said: string = 'the server starts'; console.log(said);`,
	);
	await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Ended = { readonly code: number; readonly output: string };

/** Runs a tool of the folder to its end, with no program of node_modules on the path. */
function run(tool: string, node: readonly string[] = []): Promise<Ended> {
	const env = { PATH: '/usr/bin:/bin' };
	return new Promise((resolve) => {
		execFile(
			process.execPath,
			[...node, join('tools', tool)],
			{ cwd: folder, env },
			(error, ...out) =>
				resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: out.join('') }),
		);
	});
}

test.each(['start.mjs', 'serve.mjs'])(
	'%s starts the server where nothing can build',
	async (tool) => {
		expect(await run(tool)).toEqual({ code: 0, output: 'the server starts\n' });
	},
);

test.each(['start.mjs', 'serve.mjs'])(
	'%s ends with a sentence under a Node that is too old',
	async (tool) => {
		const old = join(folder, 'old.mjs');
		await writeFile(old, `Object.defineProperty(process.versions, 'node', { value: '20.1.0' });`);
		const { code, output } = await run(tool, ['--import', old]);
		expect(code).toBe(1);
		expect(output).toMatch(/^Codejoust needs Node 24 and this is v[\d.]+\. .+\n$/);
	},
);
