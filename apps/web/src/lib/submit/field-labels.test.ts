import { expect, test } from 'vitest';
import { describeProblem, labelMessage } from './field-labels.ts';

test.each([
	[
		'Not valid: price.input_usd, model. The responses have 2 problems; nothing was stored.',
		'Not valid: “$ for a million input tokens”, “Model”. The responses have 2 problems; nothing was stored.',
	],
	['Not valid: variant.top_p.', 'Not valid: “Top p”.'],
	[
		'Let these take their place (existing=replace).',
		'Let these take their place (tick “Replace the answers that are there already”).',
	],
	['Not valid: something.', 'Not valid: “something”.'],
	['There is no model "x".', 'There is no model "x".'],
])('%s', (message, said) => {
	expect(labelMessage(message)).toBe(said);
});

test.each([
	[
		{ name: 'variant.temperature', reason: 'It has to be at most 2.', value: '5' },
		'Temperature: It has to be at most 2. It is “5”.',
	],
	[
		{ name: 'model', reason: 'There is no model "x".', value: 'x' },
		'Model: There is no model "x".',
	],
	[{ name: 'responses.question_id', reason: 'Row 4: …' }, 'Row 4: …'],
])('a problem of %j is said by its label, with its value', (problem, said) => {
	expect(describeProblem(problem)).toBe(said);
});
