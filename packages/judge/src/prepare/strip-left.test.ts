import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { until } from '../../../../test/support/until.ts';
import type { ChatMessage } from '../endpoint/chat-request.ts';
import { criterionJudge, defaultJudge } from '../protocol/default-judges.ts';
import { hashDefinition } from '../protocol/definition.ts';
import { buildGameRequest, type Game } from '../game/play-game.ts';
import { LANGUAGE_NAMES } from './languages.ts';
import { prepareTexts } from './prepare-texts.ts';
import { openStripThread } from './strip-thread.ts';
import { stripAnswer } from './strip-answer.ts';

const thread = openStripThread();
afterAll(() => thread.close());
const strip = (answer: string, asked?: (typeof LANGUAGE_NAMES)[number]) =>
	stripAnswer(answer, asked, thread);

test('prose stays, and every block of code is looked at by its own language', async () => {
	const answer = [
		'# A heading',
		'Use `# this` // and that.',
		'```python',
		'x = 1  # one',
		'```',
		'```text',
		'# not code',
		'```',
		'```',
		'y = 2  # two',
		'```',
	];
	const { text, removed, left } = await strip(answer.join('\n'), 'python');
	const expected = answer.with(3, 'x = 1').with(9, 'y = 2').join('\n');
	expect(text).toBe(expected);
	expect(removed).toBe(answer.join('\n').length - expected.length);
	expect(left).toEqual([{ block: 2, language: 'text', reason: 'unknown-language' }]);
});

describe('an answer without a fence', () => {
	test.each([
		[
			'code of the question’s language',
			'import a\n# one\nx = a.f(1)  # two',
			'import a\nx = a.f(1)',
		],
		[
			'a class with words in a doc string',
			'class A:\n    """All of these words go."""\n',
			'class A:\n    """"""\n',
		],
	])('that is %s is stripped', async (_, answer, expected) => {
		expect(await strip(answer, 'python')).toMatchObject({ text: expected, left: [] });
	});

	test.each([
		['prose', 'You should use a list here.\n# Not a comment\nx = 1'],
		['prose with a keyword', 'If the list is empty then return nothing at all.'],
		['a heading', '# Title'],
	])('that is %s is left as it is', async (_, answer) => {
		const left = [{ language: 'python', reason: 'not-code' }];
		expect(await strip(answer, 'python')).toEqual({ text: answer, removed: 0, left });
	});

	test('of a question without a language is left as it is', async () => {
		expect((await strip('x = 1  # one')).left).toEqual([{ reason: 'no-language' }]);
	});
});

/** What public bug reports of other programs say was broken: the code is the same without its comment. */
test.each([
	[
		'js',
		"const a = '';\nconst o = { url: 'https://x.org', b: '//x.org' }; // c",
		"const a = '';\nconst o = { url: 'https://x.org', b: '//x.org' };",
	],
	['js', 'debug("//////////// a ////////////"); // c', 'debug("//////////// a ////////////");'],
	[
		'json',
		'{"a\\\\\\"": "b\\\\", "jo": "{\\"url\\":\\"http://f.b\\"}"} // c',
		'{"a\\\\\\"": "b\\\\", "jo": "{\\"url\\":\\"http://f.b\\"}"}',
	],
	['php', '<?php\n$a = "/*";\n$b = 1;\n$d = "*/"; // c', '<?php\n$a = "/*";\n$b = 1;\n$d = "*/";'],
	['js', '"audio/*";\nf();\ng();\n//*/', '"audio/*";\nf();\ng();'],
	[
		'ocaml',
		'let a = "\n  (*\n"\nlet x = 0\n(* c (* d *) e *)\nlet b = "*)"',
		'let a = "\n  (*\n"\nlet x = 0\nlet b = "*)"',
	],
	['c', 'char *a = "\\"]/pre/*"; /* c */\nint b;', 'char *a = "\\"]/pre/*";\nint b;'],
	['sh', "<<eof wc | sed 's/e/E/' # c\n# aaaaa\neof", "<<eof wc | sed 's/e/E/'\n# aaaaa\neof"],
	[
		'perl',
		'die <<"MESSAGE" if $#ARGV;\n# no\nMESSAGE\n1; # c',
		'die <<"MESSAGE" if $#ARGV;\n# no\nMESSAGE\n1;',
	],
])('as reported of other programs: %s %j', async (language, code, expected) => {
	const { text } = await strip(`\`\`\`${language}\n${code}\n\`\`\``);
	expect(text).toBe(`\`\`\`${language}\n${expected}\n\`\`\``);
});

test('what was stripped once is stripped for good, in any language', async () => {
	const piece = fc.constantFrom(
		...['#', '//', '/*', '*/', '--', '(*', '*)', '{-', '-}', '"', "'", '`', '"""', "'''", '\\'],
		...[
			'\n',
			' ',
			'a',
			'1',
			'=',
			'(',
			')',
			'{',
			'}',
			'<!--',
			'-->',
			'%',
			';',
			'!',
			':',
			'def f():',
		],
		...['=begin', '=end', '<<A', '${', '#{', '/', '\r\n', '    '],
	);
	const answer = fc.tuple(fc.constantFrom(...LANGUAGE_NAMES), fc.array(piece, { maxLength: 30 }));
	await fc.assert(
		fc.asyncProperty(answer, async ([language, pieces]) => {
			const once = await strip(`\`\`\`${language}\n${pieces.join('')}\n\`\`\`\n`);
			const twice = await strip(once.text);
			expect(twice.text).toBe(once.text);
		}),
		{ numRuns: 300, seed: 5 },
	);
});

describe('hostile code', () => {
	test('with a long line, or too long as a whole, is left as it is at once', async () => {
		const begun = process.cpuUsage();
		const line = `x = ${'a<'.repeat(24_000)} // c`;
		expect((await strip(`\`\`\`perl\n${line}\n\`\`\``)).left[0]?.reason).toBe('long-line');
		const long = 'int a; // c\n'.repeat(90_000);
		expect((await strip(`\`\`\`c\n${long}\`\`\``)).left[0]?.reason).toBe('long-text');
		expect(process.cpuUsage(begun).user).toBeLessThan(1_000_000);
	});

	test('that keeps its tokenizer busy stops no one else, and is left as it is in the end', async () => {
		const impatient = openStripThread({ mostMs: 300 });
		let turns = 0;
		const ticking = setInterval(() => turns++, 10);
		const code = `x = ${'<a '.repeat(300)}`;
		const { text, left } = await stripAnswer(`\`\`\`cs\n${code}\n\`\`\``, undefined, impatient);
		clearInterval(ticking);
		expect(text).toContain(code);
		expect(left).toEqual([{ block: 1, language: 'cs', reason: 'too-slow' }]);
		expect(turns).toBeGreaterThan(10);
		// The next one gets a new thread, which a busy machine may give too little of that time.
		const next = await until(
			() => stripAnswer('```cs\nx(); // c\n```', undefined, impatient),
			(found) => found.left.length === 0,
		);
		expect(next).toMatchObject({ text: '```cs\nx();\n```', left: [] });
		await impatient.close();
	});

	test.each(['python', 'cpp'])(
		'of %s costs no more a character at a hundred thousand than at ten thousand',
		async (tag) => {
			const comment = tag === 'python' || tag === 'perl' ? '#' : '//';
			const lines = `a = f("b", 1) ${comment} c\n`;
			const cost = async (characters: number) => {
				const code = lines.repeat(characters / lines.length);
				const begun = process.cpuUsage();
				await strip(`\`\`\`${tag}\n${code}\`\`\``);
				return process.cpuUsage(begun).user / characters;
			};
			await cost(1_000);
			const small = await cost(10_000);
			expect(await cost(99_000)).toBeLessThan(5 * small);
		},
	);
});

test('fences, not code, at a million characters cost no more each than at ten thousand', async () => {
	const cost = async (characters: number) => {
		const text = '``` `\n~~\n```x\n```\n'.repeat(characters / 18);
		const begun = process.cpuUsage();
		await strip(text);
		return process.cpuUsage(begun).user / characters;
	};
	await cost(10_000);
	const small = await cost(10_000);
	expect(await cost(1_000_000)).toBeLessThan(5 * small + 0.2);
});

const question: readonly ChatMessage[] = [{ role: 'user', content: 'In Python?' }];
const texts = { question, baseline: 'x = 1  # a', response: 'x = 1  # b' };

test('a judge without the field is shown the answers as they are, and nothing is prepared', async () => {
	expect(await prepareTexts(defaultJudge(), texts)).toBeUndefined();
});

test('two answers that differ in their comments alone become the same', async () => {
	const criterion = { name: 'brevity', text: 'Which is shorter?' };
	const definition = { ...criterionJudge(criterion), prepare: 'strip-comments@1' } as const;
	const prepared = await prepareTexts(definition, texts);
	expect(prepared?.baseline.text).toBe('x = 1');
	expect(prepared?.response.text).toBe('x = 1');
	// The same answer is prepared once.
	expect((await prepareTexts(definition, texts))?.baseline).toBe(prepared?.baseline);
});

const keys = { judgeHash: 'j', questionHash: 'q', baselineHash: 'b', responseHash: 'r' };

test('both games show the stripped answers, and a re-ask too; the hash of the judge says so', async () => {
	const plain = defaultJudge();
	const definition = { ...plain, prepare: 'strip-comments@1' } as const;
	expect(hashDefinition(definition)).not.toBe(hashDefinition(plain));
	for (const order of ['baseline-first', 'swapped'] as const) {
		const earlier: Game['earlier'] = {
			judgment: { kind: 'unscored', reason: 'no-verdict' },
			text: 'Hm.',
		};
		const game = { ...keys, ...texts, order, replicate: 0 };
		for (const each of [game, { ...game, earlier }]) {
			const { request } = await buildGameRequest(each, { definition, fenceSecret: 's' });
			const said = request.messages.map(({ content }) => content).join('\n');
			expect(said.match(/x = 1(?!  #)/g)).toHaveLength(2);
			expect(said).not.toMatch(/# [ab]$/m);
		}
	}
});
