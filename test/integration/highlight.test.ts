import { expect, test } from 'vitest';
import {
	createHighlighter,
	HIGHLIGHT_LIMITS,
} from '../../apps/web/src/lib/server/text/highlight-code.ts';
import { HOSTILE_PATTERNS, writePattern } from '../bench/growth/hostile-patterns.ts';

test('no hostile block of the longest length takes long in the languages of the field', () => {
	const slow: string[] = [];
	for (const pattern of HOSTILE_PATTERNS)
		for (const language of ['java', 'js', 'cpp', 'csharp', 'python']) {
			const code = writePattern(pattern, HIGHLIGHT_LIMITS.block).slice(0, HIGHLIGHT_LIMITS.block);
			const before = process.cpuUsage();
			createHighlighter()(code, language);
			const ms = process.cpuUsage(before).user / 1000;
			// A page has two seconds; a quiet machine takes a third of a second for the worst.
			if (ms > 1_500) slow.push(`${pattern.name} in ${language}: ${ms.toFixed(0)} ms`);
		}
	expect(slow).toEqual([]);
});
