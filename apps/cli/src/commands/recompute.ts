import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { type Recomputed, recomputeBundle } from '@codejoust/api/client/recompute-bundle';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { examples } from '../examples.ts';
import { EXIT } from '../exit-code.ts';
import { count } from '../format-numbers.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

const MOST_SHOWN = 20;

/** `recompute`: a board from the judgments of its bundle, without a server. */
export function addRecompute(program: Command, { terminal, finish }: CliContext): void {
	program
		.command('recompute')
		.summary('compute a board again from its bundle, without a server')
		.description(
			'Rebuilds every number and hash of a board from the judgments in its bundle (GET /v1/snapshots/{id}/bundle, plain or gzipped) and says whether they are those that the bundle claims.',
		)
		.argument('<bundle>', 'a bundle file')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('recompute bundle.ndjson'))
		.action(async (file: string, options: { readonly json?: boolean }) => {
			const result = recomputeBundle(await readText(file));
			if (options.json) terminal.print(safeJson(result));
			else for (const line of describeResult(result)) terminal.print(line);
			finish(EXIT_OF[result.kind]);
		});
}

const EXIT_OF = {
	identical: EXIT.ok,
	different: EXIT.failed,
	unreadable: EXIT.badInput,
} as const satisfies Record<Recomputed['kind'], number>;

async function readText(file: string): Promise<string> {
	const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
		throw new UsageError(`${safeText(file)} cannot be read: ${error.code ?? error.message}.`);
	});
	const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
	return (isZipped ? gunzipSync(bytes) : bytes).toString('utf8');
}

function describeResult(result: Recomputed): readonly string[] {
	if (result.kind === 'unreadable')
		return [`The bundle cannot be read: line ${result.line}: ${safeText(result.reason)}`];
	if (result.kind === 'identical') {
		const { slices, models, battles, judgments } = result;
		return [
			`identical: snapshot ${result.snapshotId}`,
			`${count(models, 'model')}, ${count(battles, 'battle')}, ${count(judgments, 'judgment')}, ${count(slices, 'slice')}`,
		];
	}
	const shown = result.differences.slice(0, MOST_SHOWN);
	const rest = result.total - shown.length;
	return [
		`different: snapshot ${result.snapshotId}, ${count(result.total, 'difference')}`,
		...shown.map(
			({ path, stored, recomputed }) =>
				`${safeText(path)}: stored ${show(stored)}, recomputed ${show(recomputed)}`,
		),
		...(rest > 0 ? [`… and ${rest} more`] : []),
	];
}

function show(value: unknown): string {
	return value === undefined ? 'nothing' : safeText(JSON.stringify(value));
}
