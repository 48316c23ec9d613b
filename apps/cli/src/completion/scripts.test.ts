import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { createProgram } from '../program.ts';
import { listCommands } from './command-words.ts';
import { COMPLETION_SCRIPTS, SHELLS } from './scripts.ts';

const program = createProgram({
	terminal: {
		print: () => undefined,
		error: () => undefined,
		width: undefined,
		paint: (_style, text) => text,
		overwrite: undefined,
	},
	finish: () => undefined,
});
const commands = listCommands(program);

test.each(SHELLS)('%s learns every command and its options', (shell) => {
	const script = COMPLETION_SCRIPTS[shell](commands);
	for (const { path, options } of commands) {
		expect(script).toContain(path.split(' ').at(-1));
		for (const { flag } of options) expect(script).toContain(flag.slice(2));
	}
});

const hasBash = spawnSync('bash', ['--version']).status === 0;
if (!hasBash) console.warn('bash is absent: its completion is not run');

test.skipIf(!hasBash).each([
	['jud', 1, 'judge-run\njudge\njudges'],
	['--pat', 2, '--patience'],
	['ben', 2, 'benchmark'],
])('bash completes %s as word %i', (start, index, words) => {
	const command = index === 1 ? [] : [start === 'ben' ? 'import' : 'watch'];
	const line = ['codejoust', ...command, start].map((word) => `'${word}'`).join(' ');
	const { stdout } = spawnSync('bash', ['--norc'], {
		input: `${COMPLETION_SCRIPTS.bash(commands)}\nCOMP_WORDS=(${line}); COMP_CWORD=${index}; _codejoust; printf '%s\\n' "\${COMPREPLY[@]}"\n`,
		encoding: 'utf8',
	});
	expect(stdout.trim()).toBe(words);
});

test('every command has examples in its help', () => {
	for (const command of program.commands) {
		const [nested] = command.commands;
		let help = '';
		(nested ?? command).configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
		expect(help).toContain('Examples:');
	}
});
