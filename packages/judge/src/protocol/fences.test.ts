import { expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import { completeDefinition } from './complete-definition.ts';
import { defaultJudge } from './default-judges.ts';
import { noteDefinition } from './definition-notes.ts';
import { hashDefinition, judgeDefinitionSchema } from './definition.ts';
import { TOKEN_CRITERION_PROMPTS } from './token-default.ts';

const fenced = defaultJudge();
const bare = judgeDefinitionSchema.parse({ ...fenced, fences: 'none' });

test('a judge without fences is another judge, and its notes say what that means', () => {
	expect(hashDefinition(bare)).not.toBe(hashDefinition(fenced));
	expect(
		hashDefinition(judgeDefinitionSchema.parse(completeDefinition(bare, { fences: null }))),
	).toBe(hashDefinition(fenced));
	expect(noteDefinition(bare).join()).toContain('without fences');
	expect(noteDefinition(fenced).join()).not.toContain('fences');
});

test.each([
	[{ ...fenced, fences: 'some' }, /fences/],
	[{ ...fenced, ...TOKEN_CRITERION_PROMPTS, kind: 'token', fences: 'none' }, /fences/],
])('fences have one other value, and only judges of two answers have them', (given, words) => {
	const checked = checkDefinition(given);
	expect(checked.kind).toBe('faulty');
	expect(JSON.stringify(checked)).toMatch(words);
});
