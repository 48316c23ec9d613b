import { expect, test } from 'vitest';
import { describeDefinition } from './definition.ts';

test('nested settings are told by their path', () => {
	const definition = { sampling: { temperature: 0 }, reasons: ['a', 'b'], seed: null };
	expect(describeDefinition(definition)).toEqual([
		{ path: 'sampling.temperature', kind: 'value', text: '0' },
		{ path: 'reasons', kind: 'value', text: 'a, b' },
	]);
});

test('a prompt is a text, verbatim', () => {
	const prompt = 'Judge.\n\n  [[A>>B]]';
	expect(describeDefinition({ prompt })).toEqual([{ path: 'prompt', kind: 'text', text: prompt }]);
});

test('messages keep their order', () => {
	const paths = describeDefinition({ messages: [{ role: 'system' }, { role: 'user' }] });
	expect(paths.map(({ path }) => path)).toEqual(['messages.1.role', 'messages.2.role']);
});
