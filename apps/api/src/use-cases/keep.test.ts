import { expect, test } from 'vitest';
import { keep } from './keep.ts';

test('a value asked for twice at once is loaded once, and then kept', async () => {
	const kept = keep<string>({ most: 10, weigh: (text) => text.length });
	let loads = 0;
	const load = async () => `value ${++loads}`;
	expect(await Promise.all([kept.get('a', load), kept.get('a', load)])).toEqual([
		'value 1',
		'value 1',
	]);
	expect(await kept.get('a', load)).toBe('value 1');
});

test('the weight stays below its limit: what was not used for longest goes first', async () => {
	const kept = keep<string>({ most: 4, weigh: (text) => text.length });
	await kept.get('a', async () => 'aa');
	await kept.get('b', async () => 'bb');
	await kept.get('a', async () => 'not asked');
	await kept.get('c', async () => 'cc');
	expect(await kept.get('a', async () => 'again')).toBe('aa');
	expect(await kept.get('b', async () => 'bB')).toBe('bB');
	expect(await kept.get('big', async () => 'far too long')).toBe('far too long');
	expect(await kept.get('big', async () => 'short')).toBe('short');
});

test('a failure is not kept', async () => {
	const kept = keep<string>({ most: 4, weigh: (text) => text.length });
	await expect(kept.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await kept.get('a', async () => 'yes')).toBe('yes');
});
