import { expect, test } from 'vitest';
import { diffCode } from './diff-code.ts';

const code = (lines: string) => `Some words.\n\n\`\`\`js\n${lines}\n\`\`\`\n`;

test('only the code is compared, line by line', () => {
	expect(diffCode(code('a\nb'), `Other words.\n${code('a\nc')}`)).toEqual([
		{ kind: 'same', lines: ['a'] },
		{ kind: 'removed', lines: ['b'] },
		{ kind: 'added', lines: ['c'] },
	]);
});

test('without code on one side there is nothing to compare', () => {
	expect(diffCode('words', code('a'))).toBeUndefined();
});

test('code too long to compare is left alone within a second', () => {
	const long = code(Array.from({ length: 30_000 }, (_, line) => `x${line}`).join('\n'));
	const before = process.cpuUsage();
	expect(diffCode(long, code('a'))).toBeUndefined();
	// Of our own time: a busy machine takes more on the clock.
	expect(process.cpuUsage(before).user).toBeLessThan(1000_000);
});
