import { expect, test } from 'vitest';
import { exitCodeOf } from './describe-run.ts';
import { createProgressView, drawProgress } from './progress-line.ts';
import { exampleRun } from './test-run.ts';

test('the line tells counts, rate, time to go, cost and what is unscored', () => {
	expect(drawProgress(exampleRun())).toBe(
		'[############------------] 50 %  40/80 games  12.5/s  4 s to go  $0.12  2 unscored',
	);
});

test('a run without games is complete', () => {
	const { progress } = exampleRun();
	const run = exampleRun({ state: 'done', progress: { ...progress, games: 0, open: 0 } });
	expect(drawProgress(run)).toContain('100 %  0/0 games');
});

test('where lines cannot be replaced, only a tenth more makes a new one', () => {
	const lines: string[] = [];
	const show = createProgressView({
		print: () => undefined,
		error: (line) => lines.push(line),
		width: undefined,
		paint: (_style, text) => text,
		overwrite: undefined,
	});
	const { progress } = exampleRun();
	for (const open of [40, 39, 38, 30]) show(exampleRun({ progress: { ...progress, open } }));
	expect(lines).toHaveLength(2);
});

test.each([
	['done', 0, 0],
	['done', 1, 3],
	['paused', 0, 4],
	['cancelled', 1, 4],
	['failed', 0, 1],
] as const)('a run that is %s with %i unscored games ends with %i', (state, unscored, code) => {
	const { progress } = exampleRun();
	expect(exitCodeOf(exampleRun({ state, progress: { ...progress, unscored } }))).toBe(code);
});
