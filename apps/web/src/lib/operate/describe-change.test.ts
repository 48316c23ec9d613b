import { expect, test } from 'vitest';
import { describeChange } from './describe-change.ts';

test.each([
	[{ state: 'judging' }, { state: 'paused' }, {}, ['state: judging → paused']],
	[
		{ label: 'a', quotas: { games: null, submissions: 3 } },
		{ label: 'a', quotas: { games: 10, submissions: null } },
		{},
		['quotas.submissions: 3 → —', 'quotas.games: — → 10'],
	],
	[null, { scopes: ['submit'], member: null }, {}, ['scopes: ["submit"]']],
	[null, null, { overlap_seconds: 0, until: null }, ['overlap_seconds: 0']],
	[null, null, { budget_micro_usd: 1_594_761 }, ['budget: $1.59']],
	[null, null, {}, []],
])('of %j and %j and %j it says %j', (before, after, detail, lines) => {
	expect(describeChange({ before, after, detail })).toEqual(lines);
});
