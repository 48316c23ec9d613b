import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export type ProjectFile = {
	/** From the repository's folder, with forward slashes. */
	readonly path: string;
	readonly text: string;
};

/** What is made by tools and not written by anybody. */
const MADE = new Set(['node_modules', '.git', 'build', '.svelte-kit', '.turbo', '.codejoust']);

/** All files under a folder of the repository that were written by somebody, in order of their paths. */
export function listPaths(folder = ''): readonly string[] {
	return readdirSync(`${ROOT}${folder}`, { withFileTypes: true })
		.filter(({ name }) => !MADE.has(name))
		.flatMap((entry) => {
			const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
			return entry.isDirectory() ? listPaths(path) : [path];
		})
		.sort();
}

export function readProjectFile(path: string): ProjectFile {
	return { path, text: readFileSync(`${ROOT}${path}`, 'utf8') };
}

/** The TypeScript, JavaScript and Svelte files of the packages and apps. */
export function readSources(): readonly ProjectFile[] {
	return [...listPaths('packages'), ...listPaths('apps')]
		.filter((path) => /\.(ts|js|mjs|svelte)$/.test(path) && !path.includes('/static/'))
		.map(readProjectFile);
}
