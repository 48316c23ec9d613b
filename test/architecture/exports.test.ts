import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { expect, test } from 'vitest';
import { packageOf } from './find-violations.ts';
import { type ProjectFile, ROOT, readProjectFile, readSources } from './project-files.ts';
import { readImports } from './read-imports.ts';
import { resolveOurs } from './resolve-ours.ts';
import { type Manifest, readManifests } from './read-manifests.ts';

const manifests = readManifests();
const sources = readSources();

test('every import of a package of ours resolves through its exports map to a file', () => {
	expect(sources.flatMap((file) => findUnresolved(file))).toEqual([]);
});

test('every package that a source imports is declared by its own package.json', () => {
	expect(sources.flatMap((file) => findUndeclared(file))).toEqual([]);
});

test('an import that no exports map has is found', () => {
	const text = `import '@codejoust/api/app'; import '@codejoust/arena/no-such-file';`;
	expect(findUnresolved({ path: 'apps/cli/src/a.ts', text })).toHaveLength(2);
});

test('a package that is not declared is found', () => {
	const text = `import chalk from 'chalk'; import type { Sql } from 'postgres';`;
	expect(findUndeclared({ path: 'apps/web/src/a.ts', text })).toHaveLength(2);
});

function findUnresolved(file: ProjectFile): readonly string[] {
	return specifiersOf(file)
		.filter((specifier) => specifier.startsWith('@codejoust/'))
		.filter((specifier) => !existsSync(`${ROOT}${resolveOurs(specifier, manifests) ?? '?'}`))
		.map((specifier) => `${file.path} imports ${specifier}`);
}

/** Tests may also use the tools of the repository's own package.json; SvelteKit's `$app` is no package. */
function findUndeclared(file: ProjectFile): readonly string[] {
	const own = manifests.find(({ folder }) => file.path.startsWith(`${folder}/`));
	const isFromRoot = file.path.endsWith('.test.ts');
	const root = readProjectFile('package.json').text;
	return specifiersOf(file)
		.filter((specifier) => !/^[.$]/.test(specifier) && !isBuiltin(specifier))
		.map(packageOf)
		.filter((name) => !isDeclared(own, name) && !(isFromRoot && root.includes(`"${name}":`)))
		.map((name) => `${file.path} imports ${name}`);
}

function isDeclared(manifest: Manifest | undefined, name: string): boolean {
	return (
		manifest !== undefined &&
		(name in manifest.dependencies || name in manifest.devDependencies || name === manifest.name)
	);
}

function specifiersOf(file: ProjectFile): readonly string[] {
	return readImports(file).map(({ specifier }) => specifier);
}
