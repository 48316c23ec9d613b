import { expect, test } from 'vitest';
import { fieldsOfDefinition, readJudgeFields } from './judge-fields.ts';

const CRITERIA = [
	{ name: 'readability', text: 'Clear?\nShort?' },
	{ name: 'coding-style', text: 'Idiomatic?' },
];
const definition = {
	kind: 'rubric',
	model: 'm',
	systemPrompt: 'Rate.',
	userTemplate: '{{question}}',
	sampling: {},
	maxTokens: { parameter: 'max_tokens', limit: 9 },
	responseFormat: 'text',
	parser: 'rating@1',
	reAsk: { reasons: ['no-verdict'], tokenFactor: 2 },
	criteria: CRITERIA,
	criteriaOfCategory: { 'C = x, y': ['readability'], Rest: ['readability', 'coding-style'] },
};

test('a judge that rates comes back out of the form as it went in', () => {
	const { parser: _, ...rest } = definition;
	expect(readJudgeFields(fieldsOfDefinition(definition))).toEqual({ definition: rest });
});

test('a name alone is that of a shipped preference, and an empty row is none', () => {
	const fields = {
		...fieldsOfDefinition(definition),
		'criterion-0-text': ' ',
		criteriaOfCategory: '',
	};
	const read = readJudgeFields({ ...fields, 'criterion-1-name': '', 'criterion-1-text': '' });
	expect(read.definition).toMatchObject({ criteria: ['readability'] });
	expect(read.definition['criteriaOfCategory']).toBeNull();
});
