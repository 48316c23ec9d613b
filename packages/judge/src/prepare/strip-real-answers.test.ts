import { spawnSync } from 'node:child_process';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFile, hasFiles, readGzippedRows } from '../../../../test/support/shared-data.ts';
import { splitFences } from './fences.ts';
import { findLanguage } from './languages.ts';
import { openStripThread } from './strip-thread.ts';
import { stripAnswer } from './strip-answer.ts';

const PAIRS = dataFile('codeprefbench/pairs.jsonl.gz');
const ANSWERS = dataFile('arena-hard-v0.1/answers-gpt-4-0613.jsonl.gz');
const isAbsent = !hasFiles(PAIRS, ANSWERS);

const thread = openStripThread();
afterAll(() => thread.close());

type Code = { readonly language: string; readonly before: string; readonly after: string };
const codes: Code[] = [];

/** Every block of code of an answer before and after, and that a second time changes nothing. */
async function add(answer: string) {
	const { text } = await stripAnswer(answer, undefined, thread);
	expect((await stripAnswer(text, undefined, thread)).text).toBe(text);
	const after = splitFences(text);
	splitFences(answer).forEach((part, at) => {
		const language = part.kind === 'code' ? findLanguage(part.tag) : undefined;
		if (language) codes.push({ language, before: part.text, after: after[at]?.text ?? '' });
	});
}

describe.skipIf(isAbsent)('of real answers', () => {
	beforeAll(async () => {
		const pairs = readGzippedRows<Readonly<Record<'response_a', string>>>(PAIRS);
		for (const { response_a: code } of pairs.filter((_, at) => at % 12 === 0))
			await add(`\`\`\`python\n${code}\n\`\`\`\n`);
		for (const text of textsOf(readGzippedRows<unknown>(ANSWERS)).slice(0, 120)) await add(text);
	});

	test('Python is the same program without its comments and the words of its doc strings', ({
		skip,
	}) => {
		const python = codes.filter(({ language }) => language === 'python');
		expect(python.length).toBeGreaterThan(100);
		const { status, stdout, error } = spawnSync('python3', ['-W', 'ignore', '-c', COMPARE], {
			input: JSON.stringify(python),
			encoding: 'utf8',
		});
		if (error) skip('there is no python3');
		expect(status).toBe(0);
		const { same, other, unread } = JSON.parse(stdout) as Readonly<Record<string, number>>;
		expect({ other, all: (same ?? 0) + (unread ?? 0) }).toEqual({ other: 0, all: python.length });
		expect(same).toBeGreaterThan(0.8 * python.length);
	});

	test('JavaScript and TypeScript have the same tokens, and JSON the same values', () => {
		let checked = 0;
		for (const { language, before, after } of codes) {
			if (['javascript', 'typescript', 'jsx', 'tsx'].includes(language)) {
				expect(tokensOf(after)).toEqual(tokensOf(before));
				checked++;
			}
			const value = language === 'json' ? readJson(before) : undefined;
			if (value !== undefined) expect(JSON.parse(after)).toEqual(value);
		}
		expect(checked).toBeGreaterThan(5);
	});
});

/** Every text of the rows that has a fence. */
function textsOf(value: unknown): readonly string[] {
	if (typeof value === 'string') return value.includes('```') ? [value] : [];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function tokensOf(code: string): readonly string[] {
	const found: string[] = [];
	const source = ts.createSourceFile('a.tsx', code, ts.ScriptTarget.Latest, true);
	const visit = (node: ts.Node) => {
		if (node.getChildCount(source) === 0) found.push(node.getText(source));
		else node.getChildren(source).forEach(visit);
	};
	visit(source);
	return found;
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// An answer may show half of a document.
		return undefined;
	}
}

const COMPARE = `
import ast, json, sys
def read(code):
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and ast.get_docstring(node, False) is not None:
            node.body[0].value.value = ''
    return ast.dump(tree)
counts = dict(same=0, other=0, unread=0)
for row in json.load(sys.stdin):
    try:
        before = read(row['before'])
    except (SyntaxError, ValueError):
        counts['unread'] += 1
        continue
    try:
        counts['same' if read(row['after']) == before else 'other'] += 1
    except SyntaxError:
        counts['other'] += 1
print(json.dumps(counts))
`;
