import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { type Recomputed, recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { ProblemError } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
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
			'Rebuilds every number and hash of a board from the judgments in its bundle (GET /v1/snapshots/{id}/bundle, plain or gzipped) and says whether they are equal to those in the bundle.',
		)
		.argument('<bundle>', 'a bundle file')
		.option('--expect <id>', 'the id that the snapshot must have, from a page or a paper')
		.option('--ask-server', 'ask the server whether it has this snapshot')
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples('recompute bundle.ndjson', 'recompute bundle.ndjson --ask-server'),
		)
		.action(async (file: string, options: Options, self: Command) => {
			const result = recomputeBundle(await readText(file));
			const doubt = await findDoubt(result, options, self);
			if (options.json) terminal.print(safeJson({ ...result, ...(doubt && { doubt }) }));
			else for (const line of describeResult(result)) terminal.print(line);
			if (doubt && !options.json) terminal.print(safeText(doubt));
			finish(doubt ? EXIT.failed : EXIT_OF[result.kind]);
		});
}

type Options = {
	readonly expect?: string;
	readonly askServer?: boolean;
	readonly json?: boolean;
};

/** Why a bundle that agrees with itself may still not be the board that it names; undefined where nothing was asked. */
async function findDoubt(
	result: Recomputed,
	{ expect, askServer }: Options,
	self: Command,
): Promise<string | undefined> {
	if (result.kind === 'unreadable') return undefined;
	const { snapshotId } = result;
	if (expect !== undefined && expect !== snapshotId)
		return `The bundle is of the snapshot ${snapshotId}, not of ${expect}.`;
	if (!askServer) return undefined;
	const { client } = await connect(self);
	try {
		await client.snapshot(snapshotId);
		return undefined;
	} catch (cause) {
		if (cause instanceof ProblemError && cause.problem.status === 404)
			return `The server has no snapshot ${snapshotId}: the bundle is not of a board that it has published.`;
		throw cause;
	}
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
