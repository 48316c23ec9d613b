import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import {
	listPaths,
	type ProjectFile,
	ROOT,
	readProjectFile,
	readSources,
} from './project-files.ts';

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

test('every link to a part of a document leads to a heading of it', () => {
	expect(documents.flatMap(findBrokenAnchors)).toEqual([]);
});

test('every link of a page to a part of the methodology leads to a heading of it', () => {
	const anchors = listAnchors(readProjectFile('docs/methodology.md').text);
	const links = readSources().flatMap(({ path, text }) =>
		[...text.matchAll(/\/methodology#([\w-]+)/g)].map(([, anchor = '']) => ({ path, anchor })),
	);
	expect(links.length).toBeGreaterThan(3);
	expect(links.filter(({ anchor }) => !anchors.includes(anchor))).toEqual([]);
});

test('docs/configuration.md and .env.example say what the schema of the environment says', () => {
	const script = `${ROOT}tools/write-configuration.mjs`;
	const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('README.md has fewer than 100 lines', () => {
	expect(readProjectFile('README.md').text.split('\n').length).toBeLessThan(100);
});

test('a path, a link and a part of a document that lead nowhere are found', () => {
	const text = 'See `docs/nowhere.md`, `packages/*/nowhere.ts` and [this](nowhere.md#part).';
	const document = { path: 'docs/a.md', text };
	expect(findMissingPaths(document)).toHaveLength(2);
	expect(findBrokenLinks(document)).toHaveLength(1);
	const parts = '# A title\n\n## Win rate, score\n\n[one](#win-rate-score) [two](#no-part)';
	expect(findBrokenAnchors({ path: 'docs/a.md', text: parts })).toEqual([
		'docs/a.md links to #no-part',
	]);
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
	return listLinks(text)
		.filter((link) => !link.startsWith('#'))
		.filter((link) => !existsSync(`${ROOT}${targetOf(path, link)}`))
		.map((link) => `${path} links to ${link}`);
}

function findBrokenAnchors({ path, text }: ProjectFile): readonly string[] {
	return listLinks(text)
		.filter((link) => /(?:^|\.md)#/.test(link))
		.filter((link) => {
			const target = targetOf(path, link);
			if (!link.startsWith('#') && !existsSync(`${ROOT}${target}`)) return false;
			const linked = link.startsWith('#') ? text : readProjectFile(target).text;
			return !listAnchors(linked).includes(link.split('#')[1] ?? '');
		})
		.map((link) => `${path} links to ${link}`);
}

/** The links of a document that lead neither to another site nor to a page of this one. */
function listLinks(text: string): readonly string[] {
	return [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)]
		.map((match) => match[1] ?? '')
		.filter((link) => !/^(?:https?:|mailto:|\/)/.test(link));
}

function targetOf(path: string, link: string): string {
	return posix.join(posix.dirname(path), link.split('#')[0] ?? '');
}

/** The headings as GitHub and the methodology page make anchors of them. */
function listAnchors(text: string): readonly string[] {
	return [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
		title
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N} -]/gu, '')
			.replaceAll(' ', '-'),
	);
}

function withoutBlocks(text: string): string {
	return text.replace(/^```[\s\S]*?^```/gm, '');
}
