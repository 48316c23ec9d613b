import { Command } from 'commander';
import { expect, test } from 'vitest';
import {
	addCheckpointOptions,
	type CheckpointOptions,
	readCheckpoint,
} from './checkpoint-options.ts';

const read = (text: string) =>
	readCheckpoint(
		addCheckpointOptions(new Command().exitOverride())
			.parse(text.split(' ').filter(Boolean), { from: 'user' })
			.opts<CheckpointOptions>(),
	);

test.each([
	['', undefined],
	['--checkpoint-of m --step 0', { of: 'm', step: 0 }],
	['--checkpoint-of m --tokens 2_000_000', { of: 'm', tokens: 2_000_000 }],
])('"%s" is read', (text, checkpoint) => {
	expect(read(text)).toEqual(checkpoint);
});

test.each([
	['--step 5', /need --checkpoint-of/],
	['--checkpoint-of m', /--step N or --tokens N/],
	['--checkpoint-of m --step 1 --tokens 2', /one of them/],
	['--checkpoint-of m --step 1e3', /whole number.*"1e3"/],
	['--checkpoint-of m --step 9007199254740993', /whole number/],
	['--checkpoint-of m --tokens=-1', /whole number/],
])('"%s" is refused in a sentence', (text, says) => {
	expect(() => read(text)).toThrow(says);
});
