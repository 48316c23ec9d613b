import { expect, test } from 'vitest';
import { chooseEndpoint } from './choose-endpoint.ts';

const endpoints = [
	{ name: 'rehearsal', models: ['*'] },
	{ name: 'openai', models: ['gpt-*', 'o3'] },
	{ name: 'local', models: ['*'] },
];

test.each([
	[{ isRehearsal: false, model: 'gpt-4o' }, 'openai'],
	[{ isRehearsal: false, model: 'llama3' }, 'local'],
	[{ isRehearsal: false, model: 'gpt-4o', boundEndpoint: 'local' }, 'local'],
	// An endpoint that is not configured here: others may have it.
	[{ isRehearsal: false, model: 'gpt-4o', boundEndpoint: 'azure' }, 'azure'],
	[{ isRehearsal: true, model: 'codejoust-rehearsal-1', boundEndpoint: 'local' }, 'rehearsal'],
	[{ isRehearsal: false, model: 'gpt-4o', boundEndpoint: null }, 'openai'],
])('%j is asked at %s', (judge, name) => {
	expect(chooseEndpoint(judge, endpoints)).toBe(name);
});

test('a model that no endpoint allows has none', () => {
	const judge = { isRehearsal: false, model: 'mistral' };
	expect(chooseEndpoint(judge, [{ name: 'openai', models: ['gpt-*'] }])).toBeUndefined();
});
