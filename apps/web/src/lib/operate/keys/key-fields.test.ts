import { expect, test } from 'vitest';
import { quotaFields, readNewKey, readQuotas } from './key-fields.ts';

const NONE = { submissions_per_day: null, games_per_month: null, spend_micro_usd_per_month: null };

test('an empty field is no limit, and an amount is kept to the micro-dollar', () => {
	expect(readQuotas({})).toEqual({ kind: 'read', value: NONE });
	const value = {
		submissions_per_day: 0,
		games_per_month: 800,
		spend_micro_usd_per_month: 2_500_001,
	};
	const fields = { submissions: '0', games: '800', spend: '2.500001' };
	expect(readQuotas(fields)).toEqual({ kind: 'read', value });
	expect(quotaFields(value)).toEqual(fields);
	expect(quotaFields(NONE)).toEqual({ submissions: '', games: '', spend: '' });
});

test('everything that is wrong with a form is said at once', () => {
	expect(readQuotas({ submissions: '1.5', games: '-1', spend: 'much' })).toEqual({
		kind: 'wrong',
		message:
			'Submissions a day: "1.5" is not a whole number. Games a month: "-1" is not a whole number. Dollars a month: "much" is not an amount of dollars such as 2.50.',
	});
	expect(readNewKey({ expires: 'soon' })).toMatchObject({ kind: 'wrong' });
});

test('a key expires as its day begins in UTC, and submits unless it is to operate', () => {
	const fields = { organisation: 'acme', label: 'a job', member: '', expires: '2027-01-31' };
	expect(readNewKey(fields)).toEqual({
		kind: 'read',
		value: {
			organisation: 'acme',
			label: 'a job',
			member: null,
			scopes: ['submit'],
			expires_at: '2027-01-31T00:00:00.000Z',
			quotas: NONE,
		},
	});
	expect(readNewKey({ ...fields, scope: 'operate' })).toMatchObject({
		value: { scopes: ['operate'] },
	});
});
