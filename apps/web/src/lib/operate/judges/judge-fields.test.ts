import { expect, test } from 'vitest';
import { fieldsOfDefinition, judgeFieldsOf, readJudgeFields } from './judge-fields.ts';

const definition = {
	kind: 'pairwise',
	model: 'gpt-4o-2024-08-06',
	systemPrompt: ' Judge.\n\n[[A>>B]]\n',
	userTemplate: '{{question}}',
	sampling: { temperature: 0, reasoningEffort: 'low' },
	maxTokens: { parameter: 'max_tokens', limit: 100 },
	responseFormat: 'text',
	parser: 'labels@1',
	reAsk: { reasons: ['no-verdict', 'truncated'], tokenFactor: 1.5 },
};

/** As a browser sends it. */
function sent(fields: Readonly<Record<string, string>>): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields))
		form.set(name, value.replaceAll('\n', '\r\n'));
	return form;
}

test('a definition goes through the form unchanged, prompts to the last blank', () => {
	const fields = judgeFieldsOf(sent({ ...fieldsOfDefinition(definition), from: 'gpt-4o@1' }));
	const whole = { ...definition, criterion: null, prepare: null, fences: null };
	expect(readJudgeFields(fields)).toEqual({ from: 'gpt-4o@1', definition: whole });
	const criterion = { name: 'brevity', text: 'Which is shorter?\nCount lines.' };
	const under = { ...definition, criterion, prepare: 'strip-comments@1', fences: null };
	expect(readJudgeFields(judgeFieldsOf(sent(fieldsOfDefinition(under)))).definition).toEqual(under);
});

test('an empty field leaves its parameter out, and no text becomes a number unseen', () => {
	const fields = { ...fieldsOfDefinition(definition), temperature: '', topP: 'much' };
	expect(readJudgeFields({ ...fields, slug: 'mine' })).toMatchObject({
		slug: 'mine',
		definition: { sampling: { topP: 'much', reasoningEffort: 'low' } },
	});
	expect(readJudgeFields({ tokenLimit: '' }).definition).toMatchObject({
		maxTokens: { limit: '' },
		reAsk: { reasons: [] },
	});
});

test('a criterion without a text is a shipped one, without prompts it gets the default ones, and none is no criterion', () => {
	const fields = fieldsOfDefinition(definition);
	const read = (change: Readonly<Record<string, string>>) =>
		readJudgeFields({ ...fields, ...change }).definition;
	expect(read({ criterionName: 'security' })).toEqual({
		...definition,
		criterion: 'security',
		prepare: null,
		fences: null,
	});
	const bare = read({ criterionName: 'security', systemPrompt: '', userTemplate: '' });
	expect(bare).toMatchObject({ criterion: 'security' });
	expect(Object.keys(bare)).not.toContain('systemPrompt');
	expect(Object.keys(bare)).not.toContain('userTemplate');
	expect(read({ criterionText: 'Which is shorter?' })).toMatchObject({
		criterion: { name: '', text: 'Which is shorter?' },
	});
	expect(read({ criterionText: ' \n', systemPrompt: '', userTemplate: '' })).toMatchObject({
		criterion: null,
		userTemplate: '',
	});
});

test('a token judge has the fields of its kind, and no format', () => {
	const { responseFormat: _, ...rest } = definition;
	const token = { ...rest, kind: 'token', parser: 'letters@1', tieWithin: 0.05, topLogprobs: 20 };
	const fields = judgeFieldsOf(sent(fieldsOfDefinition(token)));
	expect(readJudgeFields(fields).definition).toEqual({ ...token, criterion: null, prepare: null });
	expect(readJudgeFields({ ...fields, tieWithin: 'few' }).definition).toMatchObject({
		tieWithin: 'few',
	});
});

test('another kind than the form shows begins from its defaults, with the model and the criterion', () => {
	const fields = { ...fieldsOfDefinition(definition), shownKind: 'pairwise', kind: 'token' };
	expect(readJudgeFields({ ...fields, criterionName: 'security' }).definition).toEqual({
		kind: 'token',
		model: 'gpt-4o-2024-08-06',
		criterion: 'security',
	});
});
