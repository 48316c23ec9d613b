import { expect, test } from 'vitest';
import { describeLine } from './describe-line.ts';
import { logDestination, openLog } from './open-log.ts';

const PLAIN = { hasColours: false };

/** What a log writes, line by line. */
function write(act: (log: ReturnType<typeof openLog>) => void): readonly string[] {
	const lines: string[] = [];
	act(openLog('info', { write: (line: string) => void lines.push(line) }));
	return lines;
}

test('a line has time, level, message, fields, role and worker', () => {
	const [line = ''] = write((log) =>
		log
			.child({ worker: 'host-1f', role: 'api+worker' })
			.info({ runId: 'run_1', games: 20, reason: 'no key', changed: ['a'] }, 'a run is planned'),
	);
	expect(describeLine(line, PLAIN)).toMatch(
		/^\d\d:\d\d:\d\d {2}info {3}a run is planned {2}runId=run_1 games=20 reason="no key" changed=\["a"\] {2}\(api\+worker host-1f\)\n$/,
	);
});

test('an error has its stack below, and nothing of a line steers the terminal', () => {
	const [line = ''] = write((log) =>
		log.error(
			{ err: new Error('away\u001b[2J'), words: 'a\u001b]0;x\u0007b\u202ec' },
			'failed\nagain',
		),
	);
	const text = describeLine(line, PLAIN);
	expect(text).toMatch(
		/^\d\d:\d\d:\d\d {2}ERROR {2}failed again {2}words="a \]0;x b c"\n {4}Error: away \[2J\n {4} {4}at /,
	);
	expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test('a long value is cut, and what is no JSON is shown as it is', () => {
	const [line = ''] = write((log) => log.info({ words: 'x '.repeat(1000) }, 'm'));
	expect(describeLine(line, PLAIN).length).toBeLessThan(400);
	expect(describeLine('not json\n', PLAIN)).toBe('not json\n');
});

test('a terminal gets lines for people, and everything else JSON', () => {
	let written = '';
	const stdout = { isTTY: true, write: (text: string) => ((written += text), true) };
	const destination = logDestination(stdout as never, { hasColours: true });
	openLog('info', destination).warn({ key: 'cj_operator1_abcdefghijklmnopqrstuvwx' }, 'paused');
	expect(written).toContain('\u001b[33mWARN \u001b[0m  paused');
	expect(written).not.toContain('abcdefghijkl');
	expect(
		logDestination({ ...stdout, isTTY: false } as never, { hasColours: true }),
	).toBeUndefined();
});
