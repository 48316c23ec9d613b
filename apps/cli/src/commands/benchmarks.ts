import type { BenchmarkBrief } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { examples } from '../examples.ts';
import { listAction } from '../list-action.ts';
import { modelName } from '@codejoust/contract/model-name';
import type { Column } from '../table.ts';

type Options = { readonly all?: boolean; readonly json?: boolean };

/** `benchmarks`: all published versions. */
export function addBenchmarks(program: Command, context: CliContext): void {
	program
		.command('benchmarks')
		.summary('list all published benchmark versions')
		.description('Lists all published benchmark versions.')
		.option('--all', 'retired and unlisted ones too; needs an operator’s key')
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('benchmarks', 'benchmarks --json'))
		.action(
			listAction(context, COLUMNS, (client, { all }: Options) =>
				client.benchmarks(all ? { include: 'all' } : {}),
			),
		);
}

const COLUMNS: readonly Column<BenchmarkBrief>[] = [
	{ title: 'Benchmark', cell: ({ slug, version }) => `${slug}@${version}` },
	{ title: 'Questions', cell: ({ questions }) => String(questions), isNumber: true },
	{ title: 'Name', cell: ({ name }) => name, least: 8 },
	{ title: 'Baseline', cell: ({ baseline }) => modelName(baseline), least: 8 },
	{ title: 'State', cell: ({ visibility, retired_at: at }) => (at ? 'retired' : visibility) },
	{ title: 'Published', cell: ({ published_at: at }) => at.slice(0, 10) },
];
