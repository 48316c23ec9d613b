import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { type Recomputed, recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { compareEvidence } from '@codejoust/board/bundle/compare-evidence';
import { ProblemError } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { type Connection, connect } from '../connect.ts';
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
		.option('--expect-evidence <hash>', 'the evidence hash that it must have, from such a source')
		.option('--ask-server', 'compare the judgments with those that the server has of this snapshot')
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples('recompute bundle.ndjson', 'recompute bundle.ndjson --ask-server'),
		)
		.action(async (file: string, options: Options, self: Command) => {
			const text = await readText(file);
			const result = recomputeBundle(text);
			const doubt = await findDoubt({ result, text }, options, self);
			if (options.json) terminal.print(safeJson({ ...result, ...(doubt && { doubt }) }));
			else for (const line of describeResult(result)) terminal.print(line);
			if (doubt && !options.json) terminal.print(safeText(doubt));
			finish(doubt ? EXIT.failed : EXIT_OF[result.kind]);
		});
}

type Options = {
	readonly expect?: string;
	readonly expectEvidence?: string;
	readonly askServer?: boolean;
	readonly json?: boolean;
};

/** Why a bundle that agrees with itself may still not be the board that it names; undefined where nothing was asked. */
async function findDoubt(
	{ result, text }: { readonly result: Recomputed; readonly text: string },
	{ expect, expectEvidence, askServer }: Options,
	self: Command,
): Promise<string | undefined> {
	if (result.kind === 'unreadable') return undefined;
	const { snapshotId, evidence } = result;
	if (expect !== undefined && expect !== snapshotId)
		return `The bundle is of the snapshot ${snapshotId}, not of ${expect}.`;
	if (expectEvidence !== undefined && expectEvidence !== evidence)
		return `The bundle’s evidence is ${evidence}, not ${expectEvidence}: a judgment in it is not the one that was published.`;
	return askServer ? findOtherEvidence(await connect(self), { snapshotId, text }) : undefined;
}

/** What the server has of the same snapshot says otherwise. */
async function findOtherEvidence(
	{ streaming }: Connection,
	{ snapshotId, text }: { readonly snapshotId: string; readonly text: string },
): Promise<string | undefined> {
	try {
		const answer = await streaming.download(`/v1/snapshots/${snapshotId}/bundle`);
		const compared = compareEvidence(text, await answer.text());
		if (compared.kind === 'unreadable')
			return `The server’s bundle of ${snapshotId} cannot be read: line ${compared.line}: ${compared.reason}`;
		if (compared.total === 0) return undefined;
		const named = compared.differing.join(', ');
		const more = compared.total > compared.differing.length ? ', …' : '';
		return `The server has the snapshot ${snapshotId}, but with other judgments in ${count(compared.total, 'battle')}: ${named}${more}.`;
	} catch (cause) {
		if (cause instanceof ProblemError && cause.problem.status === 404)
			return `The server has no snapshot ${snapshotId}: the bundle is not of a board that it has published.`;
		throw cause;
	}
}

/** What `identical` does not say. */
const WHAT_IT_IS =
	'The snapshot’s id depends on every number and on what the numbers are computed from. The evidence hash also depends on when each verdict came, from which model and with how many tokens; neither depends on the judge’s words. The writer of a bundle can write both: compare them with --expect, --expect-evidence or --ask-server.';

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
			`evidence ${result.evidence}`,
			WHAT_IT_IS,
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
