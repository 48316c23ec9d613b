import { expect, test } from 'vitest';
import { endpointCommands } from './endpoint-commands.ts';

test('the commands name the benchmark, the server and the model', () => {
	const asked = { benchmark: 'sample@1', origin: 'https://arena.example', model: 'lancer-7b' };
	expect(endpointCommands({ ...asked, clientPath: '/cli/codejoust.tgz' })).toEqual({
		install:
			'npm install --global https://arena.example/cli/codejoust.tgz\ncodejoust login --server https://arena.example',
		evaluate:
			'codejoust evaluate --benchmark sample@1 --endpoint ENDPOINT_URL --key-env MODEL_KEY --model lancer-7b',
		answer:
			'codejoust answer --benchmark sample@1 --endpoint ENDPOINT_URL --key-env MODEL_KEY --model NAME_AT_ENDPOINT --out answers.jsonl',
	});
	expect(endpointCommands({ ...asked, model: '', clientPath: undefined })).toMatchObject({
		install: undefined,
		evaluate: expect.stringContaining('--model MODEL'),
	});
});
