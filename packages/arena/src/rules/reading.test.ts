import { expect, test } from 'vitest';
import { RATINGS } from './rating.ts';
import { asGameJudgment, asReadJudgment, verdictOf, writeReading } from './reading.ts';
import { VERDICTS } from './verdict.ts';

test.each([...VERDICTS, ...RATINGS.map(String)])(
	'%s is read back as it is written, with its preference or without',
	(reading) => {
		const read = asReadJudgment(reading);
		expect(writeReading(read)).toBe(reading);
		expect('preference' in read).toBe(false);
		const weighed = asReadJudgment(reading, 0.25);
		expect('preference' in weighed && weighed.preference).toBe('verdict' in read ? 0.25 : false);
	},
);

test.each(['0', '11', '7.5', '', '07', 'seven', 'A>>>B', '1e1'])(
	'"%s" is no reading: nothing is rounded or guessed',
	(reading) => {
		expect(() => asReadJudgment(reading)).toThrow('is no reading');
	},
);

test('a rating is never a game', () => {
	expect(() => asGameJudgment({ kind: 'scored', rating: 5 })).toThrow('rating');
});

test('only a game has a label', () => {
	expect(verdictOf({ kind: 'scored', verdict: 'A=B' })).toBe('A=B');
	expect(verdictOf({ kind: 'scored', rating: 5 })).toBeUndefined();
	expect(verdictOf({ kind: 'unscored', reason: 'refused' })).toBeUndefined();
});
