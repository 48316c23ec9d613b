import { expect, test } from 'vitest';
import { findCriterion } from '../definition/criteria.ts';
import { completeDefinition } from './complete-definition.ts';
import { CRITERION_PROMPTS, criterionJudge, defaultJudge } from './default-judges.ts';

const SECURITY = findCriterion('security') ?? { name: '', text: '' };
const judge = defaultJudge();
const under = criterionJudge(SECURITY);

test('a shipped criterion by its name, from a version without one, is the default judge under it', () => {
	expect(SECURITY.text).not.toBe('');
	expect(completeDefinition(judge, { criterion: 'security' })).toEqual(under);
	expect(completeDefinition(judge, { criterion: SECURITY })).toEqual(under);
});

test('a definition without a criterion is completed by its base alone', () => {
	expect(completeDefinition(judge, { model: 'm' })).toEqual({ ...judge, model: 'm' });
	expect(completeDefinition(undefined, { model: 'm' })).toEqual({ kind: 'pairwise', model: 'm' });
});

test('prompts that are written, or that have a place for a criterion, are kept', () => {
	const userTemplate = 'Mine: {{criterion}}';
	const base = { ...judge, userTemplate, systemPrompt: 'Mine.' };
	const other = { name: 'brevity', text: 'Which is shorter?' };
	expect(completeDefinition(base, { criterion: other })).toEqual({ ...base, criterion: other });
	const written = { criterion: other, systemPrompt: 'Written.' };
	expect(completeDefinition(judge, written)).toEqual({ ...judge, ...written });
});

test('the default prompts are not used where their labels are not those of the parser', () => {
	const base = { ...judge, parser: 'structured@1' };
	expect(completeDefinition(base, { criterion: 'security' })).toMatchObject({
		userTemplate: judge.userTemplate,
	});
	expect(completeDefinition(undefined, { criterion: 'security', parser: 'labels@1' })).toEqual({
		kind: 'pairwise',
		parser: 'labels@1',
		criterion: SECURITY,
		...CRITERION_PROMPTS,
	});
});

test('null removes the criterion of the base, and an unknown name stays as it was written', () => {
	expect(completeDefinition(under, { criterion: null })).not.toHaveProperty('criterion');
	expect(completeDefinition(judge, { criterion: 'constructor' })).toMatchObject({
		criterion: 'constructor',
	});
});

test('the preparation of the base is kept unless another one is written, and null removes it', () => {
	const base = { ...judge, prepare: 'strip-comments@1' };
	expect(completeDefinition(base, { model: 'm' })).toEqual({ ...base, model: 'm' });
	expect(completeDefinition(base, { prepare: null })).toEqual(judge);
	expect(completeDefinition(judge, { prepare: 'x', criterion: 'security' })).toMatchObject({
		prepare: 'x',
		criterion: SECURITY,
	});
});
