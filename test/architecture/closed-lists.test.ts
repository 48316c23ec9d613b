import * as closedLists from '@codejoust/contract/schemas/closed-lists';
import { WARNING_CODES } from '@codejoust/formats/checks/warnings';
import {
	originsOf,
	PAIR_FORMATS,
	QUESTION_FORMATS,
	RESPONSE_FORMATS,
	titleOf,
} from '@codejoust/formats/file-formats';
import { expect, test } from 'vitest';
import { type ProjectFile, readProjectFile, readSources } from './project-files.ts';

const formats = readProjectFile('docs/formats.md').text;
const methodology = readProjectFile('docs/methodology.md').text;

test.each([
	['Questions', QUESTION_FORMATS],
	['Answers', RESPONSE_FORMATS],
	['Labelled pairs', PAIR_FORMATS],
])('the table of docs/formats.md under %s has a row for every format', (heading, names) => {
	const titles = readRows(formats, heading).map(([title = '']) => title.split(', ')[0]);
	expect(titles.sort()).toEqual(names.map(titleOf).sort());
});

test.each([
	['README.md', QUESTION_FORMATS],
	['docs/submit.md', RESPONSE_FORMATS],
])('%s names every origin of files', (path, names) => {
	const text = readProjectFile(path).text.replaceAll(/\s+/g, ' ');
	const [, ...others] = originsOf(names);
	expect(others.filter((origin) => !text.includes(origin))).toEqual([]);
});

const { REPLY_FORMATS, PARSERS, RE_ASK_REASONS, REASONING_EFFORTS } = closedLists;

test.each([
	['kind', closedLists.JUDGE_KINDS, []],
	['sampling', REASONING_EFFORTS, ['temperature', 'topP', 'seed', 'reasoningEffort']],
	['maxTokens', closedLists.MAX_TOKENS_PARAMETERS, ['parameter', 'limit']],
	['responseFormat', [...REPLY_FORMATS, ...PARSERS], []],
	['reAsk', RE_ASK_REASONS, ['reasons', 'tokenFactor']],
])('docs/formats.md lists the values of %s in a judge’s definition', (field, values, fields) => {
	const row = readRows(formats, 'Judge definitions').find(([name = '']) =>
		name.startsWith(`\`${field}\``),
	);
	expect(listCodes(row?.[1] ?? '').sort()).toEqual([...fields, ...values].sort());
});

test('docs/formats.md lists the difficulties of a question and the codes of warnings', () => {
	const [, difficulties = ''] = /`difficulty`\? \(([^)]*)\)/.exec(formats) ?? [];
	expect(listCodes(difficulties)).toEqual(closedLists.DIFFICULTIES);
	const [sentence = ''] = /A warning refuses nothing;[^.]*\./.exec(formats) ?? [];
	expect(listCodes(sentence).sort()).toEqual([...WARNING_CODES].sort());
});

test('docs/methodology.md lists the reasons of unscored games and the classes of provider errors', () => {
	const rows = readRows(methodology, 'What is not scored');
	expect(rows.map(([reason]) => reason).sort()).toEqual([...closedLists.UNSCORED_REASONS].sort());
	const [, when = ''] = rows.find(([reason]) => reason === 'provider-error') ?? [];
	expect(when.split(': ')[1]?.split(', ')).toEqual(closedLists.PROVIDER_ERROR_CLASSES);
});

/** Where a list of the contract is declared; every other file imports it. */
const HOMES = [
	'packages/arena/src/rules/',
	'packages/judge/src/definition/criteria.ts',
	'packages/judge/src/definition/definition-values.ts',
	'packages/judge/src/definition/hold-causes.ts',
	'packages/judge/src/definition/preferences.ts',
	'packages/contract/src/schemas/closed-lists.ts',
	// The tables import nothing of the contract; the compiler compares their types where the API reads and writes them.
	'packages/db/src/schema/',
	// The shipped judges pin their own choice, which a new reason must not change.
	'packages/judge/src/protocol/default-judges.ts',
];

test('no source repeats a closed list of the contract by hand', () => {
	const sources = readSources().filter(
		({ path }) => !path.endsWith('.test.ts') && !HOMES.some((home) => path.startsWith(home)),
	);
	expect(sources.flatMap(findRepetitions)).toEqual([]);
});

test('a list that is repeated by hand is found, as an array and as a type', () => {
	const text = `['hard', 'easy', 'medium', 'unspecified'] and 'win' | 'tie' | 'loss' and ['hard', 'easy']`;
	expect(findRepetitions({ path: 'a.ts', text })).toEqual([
		'a.ts repeats DIFFICULTIES',
		'a.ts repeats OUTCOMES',
	]);
});

const LITERALS = /'[^'\n]*'(?:(?:,|\s*\|)\s*'[^'\n]*')+/g;

function findRepetitions({ path, text }: ProjectFile): readonly string[] {
	return (text.match(LITERALS) ?? []).flatMap((list) => {
		const written = [...list.matchAll(/'([^']*)'/g)].map(([, value]) => value).sort();
		return Object.entries(closedLists)
			.filter(
				([, values]) =>
					Array.isArray(values) && values.length > 1 && equals([...values].sort(), written),
			)
			.map(([name]) => `${path} repeats ${name}`);
	});
}

function equals(a: readonly unknown[], b: readonly unknown[]): boolean {
	return a.length === b.length && a.every((value, at) => value === b[at]);
}

/** The cells of a document's first table under a heading, without its title row. */
function readRows(text: string, heading: string): readonly (readonly string[])[] {
	const [, part = ''] = text.split(`\n## ${heading}\n`);
	const [table = ''] = /(?:^\|.*\n)+/m.exec(part) ?? [];
	return table
		.trimEnd()
		.split('\n')
		.slice(2)
		.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);
}

/** What a text has in backticks. */
function listCodes(text: string): string[] {
	return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
