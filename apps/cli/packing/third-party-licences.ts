import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ name: z.string(), version: z.string(), license: z.string() });
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[-.].*)?$/i;
/** Ends with the folder of a package: the last of nested ones. */
const PACKAGE_FOLDER = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/** Packages without a text of their licence, and the package of the same authors whose text is theirs too. */
const SAME_AUTHORS: ReadonlyMap<string, string> = new Map([['@hono/zod-openapi', 'hono']]);

/**
 * The licences of all packages of others that these modules belong to, as one text in the order of their names. Throws for
 * a package that brings no text of its licence.
 */
export async function writeLicences(modules: readonly string[]): Promise<string> {
	const folders = new Set(modules.flatMap((path) => PACKAGE_FOLDER.exec(path)?.[0] ?? []));
	const sections = await Promise.all([...folders].map(describePackage));
	const intro = 'The package codejoust contains code of these packages, under their licences.\n';
	return [intro, ...new Set(sections.sort())].join(`\n${'-'.repeat(80)}\n\n`);
}

async function describePackage(folder: string): Promise<string> {
	const text = await readFile(join(folder, 'package.json'), 'utf8');
	const { name, version, license } = manifest.parse(JSON.parse(text));
	const other = SAME_AUTHORS.get(name);
	const texts = await readTexts(
		other === undefined ? folder : folder.replace(/node_modules.*$/, `node_modules/${other}`),
	);
	if (texts.length === 0)
		throw new Error(`${name} ${version} (${license}) brings no text of its licence.`);
	return `${[`${name} ${version} (${license})`, ...texts].join('\n\n')}\n`;
}

async function readTexts(folder: string): Promise<readonly string[]> {
	const files = (await readdir(folder)).filter((file) => LICENCE_FILE.test(file)).sort();
	const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
	return texts.map((text) => text.trim());
}
