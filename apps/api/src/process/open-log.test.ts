import { expect, test } from 'vitest';
import { openLog } from './open-log.ts';

test('a key is never logged, wherever it stands', () => {
	const key = 'cj_operator1_abcdefghijklmnopqrstuvwx-_9';
	let written = '';
	const log = openLog('info', { write: (line: string) => void (written += line) });
	log.info({ headers: { authorization: `Bearer ${key}` } }, `with ${key}, twice: ${key}`);
	log.error({ err: new Error(`params: ${key}`) }, 'failed');
	expect(written).not.toContain('abcdefghijkl');
	expect(written.match(/cj_operator1_…/g)?.length).toBeGreaterThan(4);
	for (const line of written.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
});
