import type { BenchmarkProfile } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { describeProfile } from '../describe-profile.ts';
import { examples } from '../examples.ts';
import { safeJson } from '../safe-text.ts';

/** `benchmark show`: the questions of a benchmark in numbers. */
export function addBenchmark(program: Command, { terminal }: CliContext): void {
	const benchmark = program
		.command('benchmark')
		.summary('show what the questions of a benchmark are')
		.description('A benchmark’s questions in numbers.');
	benchmark
		.command('show')
		.summary('show its classes, lengths, near-duplicates, and which questions separate models')
		.description(
			'Shows the questions of a benchmark by category, language and difficulty, the lengths of prompts and of the baseline’s answers, which questions separate the models of the live board, and near-duplicates.',
		)
		.argument('<benchmark>', 'slug or slug@version')
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('benchmark show sample', 'benchmark show sample@1 --json'))
		.action(async (name: string, options: { readonly json?: boolean }, self: Command) => {
			const { client } = await connect(self);
			const profile: BenchmarkProfile = await client.profile(name);
			if (options.json) terminal.print(safeJson(profile));
			else for (const line of describeProfile(profile)) terminal.print(line);
		});
}
