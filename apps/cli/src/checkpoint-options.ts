import type { NewCheckpoint } from '@codejoust/contract/client';
import type { Command } from 'commander';
import { UsageError } from './usage-error.ts';

export type CheckpointOptions = {
	readonly checkpointOf?: string;
	readonly step?: number;
	readonly tokens?: number;
};

/** The options that say which point of a model's training was run. */
export function addCheckpointOptions(command: Command): Command {
	return command
		.option('--checkpoint-of <slug>', 'the model whose training this is a point of')
		.option('--step <n>', 'with --checkpoint-of: steps of the training so far', readCount)
		.option(
			'--tokens <n>',
			'with --checkpoint-of: tokens that it was trained on so far',
			readCount,
		);
}

/** The checkpoint that the options name; undefined without any. */
export function readCheckpoint(options: CheckpointOptions): NewCheckpoint | undefined {
	const { checkpointOf: of, step, tokens } = options;
	if (of === undefined && step === undefined && tokens === undefined) return undefined;
	if (of === undefined) throw new UsageError('--step and --tokens need --checkpoint-of MODEL.');
	if ((step === undefined) === (tokens === undefined))
		throw new UsageError('--checkpoint-of needs --step N or --tokens N, one of them.');
	return {
		of,
		...(step === undefined ? {} : { step }),
		...(tokens === undefined ? {} : { tokens }),
	};
}

/** Thousands may be marked by `_`, as in 2_000_000. */
function readCount(text: string): number {
	const count = Number(text.replaceAll('_', ''));
	if (/^\d[\d_]*$/.test(text) && Number.isSafeInteger(count)) return count;
	throw new UsageError(
		`A count is a whole number from 0 to 9007199254740991, and this is "${text.slice(0, 40)}".`,
	);
}
