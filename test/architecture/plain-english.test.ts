import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { listPaths, type ProjectFile, readProjectFile } from './project-files.ts';

/** Globs of the files whose texts reach readers and must keep to the list. Tests among them are left out. */
const COVERED: readonly string[] = [
	'README.md',
	'CONTRIBUTING.md',
	'docs/**/*.md',
	'apps/web/src/**/*.svelte',
	'apps/web/src/**/*.ts',
	'apps/cli/src/**/*.ts',
	'apps/api/src/**/*.ts',
	'packages/contract/src/**/*.ts',
	'packages/formats/src/**/*.ts',
];

/** The document that holds the list, as a table under this heading. */
const LIST = { path: 'CONTRIBUTING.md', heading: '## Plain English' };

/** Idioms are in backticks in the first column of the list's table. */
const ROW = /^\| (?=`)([^|]*)\|.*$/gm;

const FENCED_BLOCK = /^```[^]*?^```/gm;
const COMMENT = /\/\*[^]*?\*\/|(?<=^|\s)\/\/.*|<!--[^]*?-->/gm;

test('no text for readers has an idiom of the list in CONTRIBUTING.md', () => {
	const idioms = readIdioms(readProjectFile(LIST.path).text);
	expect(idioms.length).toBeGreaterThan(20);
	const files = listPaths()
		.filter((path) => !path.endsWith('.test.ts'))
		.filter((path) => COVERED.some((glob) => posix.matchesGlob(path, glob)));
	for (const glob of COVERED)
		expect(files.some((path) => posix.matchesGlob(path, glob))).toBe(true);
	expect(files.flatMap((path) => findIdioms(readProjectFile(path), idioms))).toEqual([]);
});

test('an idiom is found with its line, in any case and across a line break', () => {
	const text = 'One.\nUnless\n\ttold, nobody is Told. So-many is told-off.\n';
	expect(findIdioms({ path: 'docs/a.md', text }, ['unless told', 'is told', 'so many'])).toEqual([
		'docs/a.md:2 says "unless told"',
		'docs/a.md:3 says "is told"',
	]);
});

test('output of a program in a document, a comment in code and the list itself are left out', () => {
	const idioms = ['anew'];
	const block = '```\nmade anew\n```\nmade anew\n';
	expect(findIdioms({ path: 'docs/a.md', text: block }, idioms)).toEqual([
		'docs/a.md:4 says "anew"',
	]);
	const code = "/** Made\n * anew. */\nsay('https://a.example, anew'); // anew\n<!-- anew -->\n";
	expect(findIdioms({ path: 'apps/a.ts', text: code }, idioms)).toEqual([
		'apps/a.ts:3 says "anew"',
	]);
	const list = `| \`anew\` | again |\n\n${LIST.heading}\n\nMade anew.\n\n| \`anew\` | again |\n`;
	expect(findIdioms({ path: LIST.path, text: list }, idioms)).toEqual([
		`${LIST.path}:1 says "anew"`,
		`${LIST.path}:5 says "anew"`,
	]);
});

test('the list is read from the first column of its table', () => {
	const text = `${LIST.heading}\n\n| Not | Write |\n| --- | --- |\n| \`anew\`, \`is told\` | \`again\` |\n`;
	expect(readIdioms(text)).toEqual(['anew', 'is told']);
});

function findIdioms({ path, text }: ProjectFile, idioms: readonly string[]): readonly string[] {
	const readable = withoutQuotations(path, text);
	return idioms
		.flatMap((idiom) =>
			[...readable.matchAll(asPattern(idiom))].map(({ index }) => ({ idiom, index })),
		)
		.toSorted((one, other) => one.index - other.index)
		.map(
			({ idiom, index }) =>
				`${path}:${readable.slice(0, index).split('\n').length} says "${idiom}"`,
		);
}

/** Whole words, in any case, with any white space between them. */
function asPattern(idiom: string): RegExp {
	return new RegExp(String.raw`(?<![\w-])${idiom.replaceAll(' ', String.raw`\s+`)}(?![\w-])`, 'gi');
}

/** The text with blanks in place of what is not its own words. Lines keep their numbers. */
function withoutQuotations(path: string, text: string): string {
	if (!path.endsWith('.md')) return text.replaceAll(COMMENT, blank);
	const start = path === LIST.path ? text.indexOf(LIST.heading) : -1;
	const own = start < 0 ? text : text.slice(0, start) + text.slice(start).replaceAll(ROW, blank);
	return own.replaceAll(FENCED_BLOCK, blank);
}

function blank(text: string): string {
	return text.replaceAll(/[^\n]/g, ' ');
}

function readIdioms(text: string): readonly string[] {
	const section = text.slice(text.indexOf(LIST.heading));
	return [...section.matchAll(ROW)].flatMap(([, cell = '']) =>
		[...cell.matchAll(/`([^`]+)`/g)].map(([, idiom = '']) => idiom),
	);
}
