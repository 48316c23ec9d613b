import { expect, test } from 'vitest';
import { CRITERION_NAMES, findCriterion } from '../definition/criteria.ts';
import { completeDefinition } from './complete-definition.ts';
import { criterionJudge, defaultJudge } from './default-judges.ts';
import { familyOf } from './judge-family.ts';

const BREVITY = { name: 'brevity', text: 'Which answer is shorter?' };
const whole = defaultJudge('some-model');

test('judges under any criterion and the judge that they come from are one family', () => {
	const criteria = [...CRITERION_NAMES.flatMap((name) => findCriterion(name) ?? []), BREVITY];
	const members = criteria.map((criterion) => criterionJudge(criterion, 'some-model'));
	expect(new Set([whole, ...members].map(familyOf)).size).toBe(1);
});

test('the order in which a stored definition has its fields changes nothing', () => {
	const member = criterionJudge(BREVITY, 'some-model');
	const reordered = Object.fromEntries(Object.entries(member).toReversed());
	expect(familyOf(reordered)).toBe(familyOf(member));
});

test('a prompt of one’s own with a place for the criterion stays with its family', () => {
	const member = {
		...criterionJudge(BREVITY, 'some-model'),
		userTemplate: '{{question}} {{answer_a}} {{answer_b}} Only: {{criterion}}',
	};
	const other = completeDefinition(member, { criterion: 'security' });
	expect(familyOf(other)).toBe(familyOf(member));
	expect(familyOf(member)).not.toBe(familyOf(whole));
});

test.each([
	['model', { model: 'another-model' }],
	['sampling', { sampling: { temperature: 0.9 } }],
	['parser', { parser: 'structured@1', responseFormat: 'json-schema' }],
	['reAsk', { reAsk: { reasons: [], tokenFactor: 1 } }],
])('another %s is another family', (_, change) => {
	const member = criterionJudge(BREVITY, 'some-model');
	expect(familyOf({ ...member, ...change })).not.toBe(familyOf(member));
	expect(familyOf({ ...whole, ...change })).not.toBe(familyOf(whole));
});
