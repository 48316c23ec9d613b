import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { listPaths, type ProjectFile, ROOT, readProjectFile } from './project-files.ts';

const documents = ['README.md', 'CONTRIBUTING.md', ...listPaths('docs')]
	.filter((path) => path.endsWith('.md'))
	.map(readProjectFile);

/** Backticks hold much that is no path; these are read as one. */
const PATH =
	/^(?:(?:apps|packages|docs|test|tools|sample|\.ci)\/[\w./*[\]+-]*|[\w.-]+\.(?:md|json|config\.(?:ts|js))|\.env\.example|LICENSE)$/;

test('every path that a document names is there', () => {
	expect(documents.flatMap(findMissingPaths)).toEqual([]);
});

test('every relative link of a document leads to a file', () => {
	expect(documents.flatMap(findBrokenLinks)).toEqual([]);
});

test('docs/configuration.md and .env.example say what the schema of the environment says', () => {
	const script = `${ROOT}tools/write-configuration.mjs`;
	const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('README.md has fewer than 100 lines', () => {
	expect(readProjectFile('README.md').text.split('\n').length).toBeLessThan(100);
});

test('a path and a link that lead nowhere are found', () => {
	const text = 'See `docs/nowhere.md`, `packages/*/nowhere.ts` and [this](nowhere.md#part).';
	const document = { path: 'docs/a.md', text };
	expect(findMissingPaths(document)).toHaveLength(2);
	expect(findBrokenLinks(document)).toHaveLength(1);
});

function findMissingPaths({ path, text }: ProjectFile): readonly string[] {
	return [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)]
		.map((match) => match[1] ?? '')
		.filter((code) => PATH.test(code))
		.filter((code) => !isThere(code))
		.map((code) => `${path} names ${code}`);
}

/** A name without a folder may stand for a file of any folder. */
function isThere(code: string): boolean {
	if (code.includes('*')) return globSync(code, { cwd: ROOT }).length > 0;
	if (existsSync(`${ROOT}${code}`)) return true;
	return !code.includes('/') && listPaths().some((path) => path.endsWith(`/${code}`));
}

function findBrokenLinks({ path, text }: ProjectFile): readonly string[] {
	return [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)]
		.map((match) => match[1] ?? '')
		.filter((link) => !/^(?:https?:|mailto:|#|\/)/.test(link))
		.filter(
			(link) => !existsSync(`${ROOT}${posix.join(posix.dirname(path), link.split('#')[0] ?? '')}`),
		)
		.map((link) => `${path} links to ${link}`);
}

function withoutBlocks(text: string): string {
	return text.replace(/^```[\s\S]*?^```/gm, '');
}
