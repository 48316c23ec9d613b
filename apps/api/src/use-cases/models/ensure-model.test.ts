import { expect, test } from 'vitest';
import { hashSettings } from './ensure-model.ts';

test.each([
	[{}, '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'],
	[
		{
			temperature: 1 / 3,
			label: 'effort high',
			seed: 7,
			top_p: undefined,
			system_prompt: 'Be brief — ä',
		},
		'85ac8cbec40128b89ecbad6623a49ca1d833c0d18c1fe08834d7d9c6e084f73a',
	],
])(
	'the hash of the settings %j never changes between versions of the program',
	(settings, hash) => {
		expect(hashSettings(settings)).toBe(hash);
	},
);
