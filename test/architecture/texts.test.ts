import { expect, test } from 'vitest';
import { listPaths, type ProjectFile, readProjectFile } from './project-files.ts';

/** Written so that this file does not hold them itself. */
const join = (...parts: readonly string[]) => parts.join('');

const WORDS: readonly string[] = [
	join('/wo', 'rk/'),
	join('/ho', 'me/'),
	join('/ro', 'ot/'),
	join('/Us', 'ers/'),
	join('bash', '_jobs'),
	join('helper ', 'session'),
	join('work', 'tree'),
];

/** A marker of work left over: in a comment, or with a colon. Code may look for the bare words, tests may hold stubs. */
const MARKER = new RegExp(
	['TO' + 'DO', 'FIX' + 'ME']
		.map((word) => String.raw`(?://|/\*|#|<!--)\s*${word}\b|\b${word}:`)
		.join('|'),
);

/** Texts of fictional models, which may leave a stub on purpose; and what npm writes. */
const CONTENT = /^sample\/.*\.jsonl$|^package-lock\.json$|\.(png|ico|woff2)$/;

test('no file names a folder of somebody’s machine, a word of the workshop, or work left over', () => {
	const files = listPaths().filter((path) => !CONTENT.test(path));
	expect(files.flatMap((path) => findWords(readProjectFile(path)))).toEqual([]);
});

test('such a word is found with its line', () => {
	const text = `one\n// ${join('TO', 'DO')} later\n${join('see /wo', 'rk/notes')}\n`;
	expect(findWords({ path: 'a.ts', text })).toEqual([
		`a.ts:2 says // ${join('TO', 'DO')}`,
		`a.ts:3 says ${join('/wo', 'rk/')}`,
	]);
});

function findWords({ path, text }: ProjectFile): readonly string[] {
	return text.split('\n').flatMap((line, index) => {
		const marker = path.endsWith('.test.ts') ? undefined : MARKER.exec(line)?.[0];
		const found = [...WORDS.filter((word) => line.includes(word)), ...(marker ? [marker] : [])];
		return found.map((word) => `${path}:${index + 1} says ${word}`);
	});
}
