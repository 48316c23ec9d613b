import { basename } from 'node:path';
import type { Client, NewPairJudgments, PairJudgments } from '@codejoust/contract/client';
import type { Decisions } from '@codejoust/contract/schemas/closed-lists';
import { printCheck } from './check-table.ts';
import { describeDiffering, describeUnscored } from './import-text.ts';
import { untilMeasured } from './find-check.ts';
import { openBlob } from './read-file.ts';
import { safeJson, safeText } from './safe-text.ts';
import type { Terminal } from './terminal.ts';

export type PairOptions = {
	/** As slug or slug@version. */
	readonly set: string;
	readonly title?: string;
	readonly licence?: string;
	readonly category?: string;
	readonly judge?: string;
	readonly judgedBy?: string;
	readonly decisions: Decisions;
	readonly dryRun?: boolean;
	readonly json?: boolean;
};

/** The numbers follow an import in a moment; who waits longer finds them with `judge check`. */
const PATIENCE_MS = 30_000;

/** Imports labelled pairs with what a judge said of them, and prints the check that they are. */
export async function importPairs(
	{ client, terminal }: { readonly client: Client; readonly terminal: Terminal },
	files: readonly string[],
	options: PairOptions,
): Promise<void> {
	const brought = await client.importPairJudgments({
		metadata: describe(files, options),
		judgments: await Promise.all(files.map((file) => openBlob(file))),
	});
	if (options.json) return terminal.print(safeJson(brought));
	printImport(terminal, brought);
	if (brought.check_id === null) return;
	printCheck(terminal, await untilMeasured(client, brought.check_id, PATIENCE_MS));
}

function describe(
	files: readonly string[],
	{ set, title, licence, category, judge, judgedBy, decisions, dryRun }: PairOptions,
): NewPairJudgments {
	const [slug = '', version] = set.split('@');
	return {
		set: {
			slug,
			name: title ?? slug,
			files: files.map((file) => ({ name: basename(file) })),
			...(version === undefined ? {} : { version }),
			...(licence === undefined ? {} : { licence }),
			...(category === undefined ? {} : { category }),
		},
		decisions,
		...(judge === undefined ? {} : { judge }),
		...(judgedBy === undefined ? {} : { judged_by: judgedBy }),
		...(dryRun === undefined ? {} : { dry_run: dryRun }),
	};
}

function printImport(terminal: Terminal, brought: PairJudgments): void {
	const { set, judge, judged_by: judgedBy, orders } = brought;
	for (const note of set.notes) terminal.error(safeText(note));
	terminal.error(`${set.is_new ? 'Imported' : 'Known'}: ${set.name} with ${set.pairs} pairs.`);
	const games = orders === 'one' ? 'one game a pair' : 'two games a pair';
	terminal.print(
		safeText(
			`${judge}: judged by ${judgedBy}, not by this arena; ${games}, ${brought.games} in all`,
		),
	);
	const unscored = describeUnscored(brought);
	if (unscored !== '0') terminal.print(safeText(`Unscored games: ${unscored}.`));
	if (brought.compared > 0)
		terminal.print(`Our reader reads ${describeDiffering(brought)} of the words otherwise.`);
	if (brought.dry_run) terminal.print('Nothing was stored: this was a dry run.');
	else if (!brought.is_new) terminal.print('All of it was imported before: nothing has changed.');
}
