import { expect, test } from 'vitest';
import { isRefusalOfRows, mayPass, storeApart } from './refused-rows.ts';

const failure = (code: string) => Object.assign(new Error(code), { code });

test.each([
	['a number out of range', '22003', { isRefusal: true, passes: false }],
	['a text that cannot be stored', '22P05', { isRefusal: true, passes: false }],
	['a constraint', '23514', { isRefusal: true, passes: false }],
	['an index entry that is too large', '54000', { isRefusal: true, passes: false }],
	['a deadlock', '40P01', { isRefusal: false, passes: true }],
	['a full disk', '53100', { isRefusal: false, passes: true }],
	['a server that shuts down', '57P01', { isRefusal: false, passes: true }],
	['a broken connection', 'CONNECTION_CLOSED', { isRefusal: false, passes: true }],
	['a refused connection', 'ECONNREFUSED', { isRefusal: false, passes: true }],
	['a column that is not there', '42703', { isRefusal: false, passes: false }],
])(
	'%s (%s) is judged by its class, also as the cause of another error',
	(_name, code, expected) => {
		for (const error of [failure(code), new Error('query failed', { cause: failure(code) })])
			expect({ isRefusal: isRefusalOfRows(error), passes: mayPass(error) }).toEqual(expected);
	},
);

test('rows that are refused keep no other out, wherever they are and however many', async () => {
	for (const bad of [[0], [7], [3, 4], [0, 1, 2, 3, 4, 5, 6, 7], []]) {
		const stored: number[] = [];
		const refused = await storeApart([0, 1, 2, 3, 4, 5, 6, 7], async (rows) => {
			if (rows.some((row) => bad.includes(row))) throw failure('22003');
			stored.push(...rows);
		});
		expect([...refused.keys()]).toEqual(bad);
		expect(stored).toEqual([0, 1, 2, 3, 4, 5, 6, 7].filter((row) => !bad.includes(row)));
	}
});

test('any other failure is told and takes no row apart', async () => {
	let calls = 0;
	const storing = storeApart([1, 2], () => Promise.reject(failure(`5310${calls++}`)));
	await expect(storing).rejects.toThrow('53100');
	expect(calls).toBe(1);
});
