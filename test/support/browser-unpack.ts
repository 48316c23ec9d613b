import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface UnpackedChromium {
	readonly executablePath: string;
	/** Where it finds the libraries and fonts that it was packed with. */
	readonly env: { readonly LD_LIBRARY_PATH: string; readonly FONTCONFIG_PATH: string };
}

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/**
 * Unpacks @sparticuz/chromium once per installation. The package itself unpacks into the system's
 * temporary folder under fixed names, where parallel test files meet half-written files and
 * another user's; so it runs in a process with a temporary folder of its own, moved into place whole.
 */
export async function unpackChromium(): Promise<UnpackedChromium> {
	const target = join(CACHE, 'codejoust-chromium');
	if (existsSync(target)) return describe(target);
	const unfinished = await makeUnfinishedFolder();
	const isTemporary = !unfinished.startsWith(CACHE);
	await unpackInto(unfinished);
	// Another user may run the tests of this installation.
	await promisify(execFile)('chmod', ['-R', 'a+rX', unfinished]);
	await nameFonts(unfinished, isTemporary ? unfinished : target);
	if (isTemporary) return describe(unfinished);
	try {
		await rename(unfinished, target);
	} catch (error) {
		// Another test file was faster; its copy is as good.
		if (!existsSync(target)) throw error;
		await rm(unfinished, { recursive: true, force: true });
	}
	return describe(target);
}

/** Beside its place where possible; an installation that cannot be written gets a temporary one. */
async function makeUnfinishedFolder(): Promise<string> {
	try {
		await mkdir(CACHE, { recursive: true });
		return await mkdtemp(join(CACHE, 'unfinished-chromium-'));
	} catch {
		const folder = await mkdtemp(join(tmpdir(), 'codejoust-chromium-'));
		process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
		return folder;
	}
}

async function unpackInto(folder: string): Promise<void> {
	const script = `
		const { default: chromium } = await import('@sparticuz/chromium');
		await chromium.executablePath();`;
	await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
		cwd: fileURLToPath(new URL('.', import.meta.url)),
		// The name of a machine that has no libraries makes it unpack its own.
		env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
	});
}

/** The package's own list of font folders names /tmp. */
async function nameFonts(unfinished: string, folder: string): Promise<void> {
	const fonts = join(folder, 'fonts');
	await writeFile(
		join(unfinished, 'fonts', 'fonts.conf'),
		`<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${join(fonts, 'cache')}</cachedir></fontconfig>
`,
	);
}

function describe(folder: string): UnpackedChromium {
	return {
		executablePath: join(folder, 'chromium'),
		env: {
			LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
			FONTCONFIG_PATH: join(folder, 'fonts'),
		},
	};
}
