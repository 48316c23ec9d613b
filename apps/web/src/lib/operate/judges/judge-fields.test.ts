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
	expect(readJudgeFields(fields)).toEqual({ from: 'gpt-4o@1', definition });
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
