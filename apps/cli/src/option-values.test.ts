import { expect, test } from 'vitest';
import { readDuration, readMoment } from './option-values.ts';

test.each([
	['90s', 90],
	['30m', 1800],
	['24h', 86_400],
	['7d', 604_800],
])('the span %s is %i seconds', (text, seconds) => {
	expect(readDuration(text)).toBe(seconds);
});

test.each(['soon', '1', '1.5h', '-1h', '1w', ''])('%j is no span', (text) => {
	expect(() => readDuration(text)).toThrow(/such as 30m, 24h or 7d/);
});

test.each([
	['2027-01-31', '2027-01-31T00:00:00.000Z'],
	['2027-01-31T12:00+02:00', '2027-01-31T10:00:00.000Z'],
	['never', null],
])('%s is %s', (text, moment) => {
	expect(readMoment(text)).toEqual({ value: moment });
});

test.each(['2027', '2027-13-01', '31.1.2027', '2027-01-31T12:00', 'tomorrow'])(
	'%j is no moment',
	(text) => {
		expect(() => readMoment(text)).toThrow(/such as 2027-01-01/);
	},
);
