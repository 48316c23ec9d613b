import { OUTCOME_FILTERS } from '@codejoust/contract/schemas/closed-lists';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect, type Connection } from '../connect.ts';
import { examples } from '../examples.ts';
import { readInteger } from '../option-values.ts';
import { saveDownload } from '../save-download.ts';
import { addSliceOptions, readSlice, type SliceOptions } from '../slice-options.ts';
import { UsageError } from '../usage-error.ts';

type Output = { readonly output?: string };
type Filters = SliceOptions &
	Output & { readonly model?: string; readonly submission?: string; readonly question?: string };

/** `export board`, `games`, `preferences`, `critiques` and `bundle`. */
export function addExport(program: Command, context: CliContext): void {
	const command = program
		.command('export')
		.summary('save boards, games, preference pairs, critiques and bundles')
		.description('Saves data of the server; docs/formats.md describes every field.');
	addBoardExport(command, context);
	addGamesExport(command, context);
	addPreferencesExport(command, context);
	addCritiquesExport(command, context);
	addBundleExport(command, context);
}

function addBoardExport(command: Command, { terminal }: CliContext): void {
	const own = command
		.command('board')
		.description('Saves a board, or a slice of it, as CSV or JSON.')
		.argument('<benchmark>', 'slug or slug@version')
		.addOption(
			new Option('--format <format>', 'of the file').choices(['csv', 'json']).default('csv'),
		);
	addOutput(addSliceOptions(own), 'export board sample --output board.csv').action(
		async (
			benchmark: string,
			options: SliceOptions & Output & { readonly format: string },
			self: Command,
		) => {
			const { streaming } = await connect(self);
			const path = `/v1/leaderboards/${encodeURIComponent(benchmark)}/export.${options.format}`;
			const answer = await streaming.download(path, readSlice(options));
			await saveDownload(answer, { file: options.output, terminal });
		},
	);
}

function addGamesExport(command: Command, { terminal }: CliContext): void {
	const own = addFilters(
		command
			.command('games')
			.description('Saves every game that matches as JSONL, with what the judge said of it.'),
	)
		.addOption(
			new Option('--outcome <outcome>', 'only of battles with this outcome').choices([
				...OUTCOME_FILTERS,
			]),
		)
		.option('--texts', 'with questions, answers and the judge’s words');
	addOutput(own, 'export games sample --outcome flipped --texts --output games.jsonl').action(
		async (
			benchmark: string,
			options: Filters & { readonly outcome?: string; readonly texts?: boolean },
			self: Command,
		) => {
			const { streaming } = await connect(self);
			const answer = await streaming.download('/v1/exports/games', {
				...readFilters(benchmark, options),
				outcome: options.outcome,
				texts: options.texts ? '1' : undefined,
			});
			await saveDownload(answer, { file: options.output, terminal });
		},
	);
}

function addPreferencesExport(command: Command, { terminal }: CliContext): void {
	const own = addFilters(
		command
			.command('preferences')
			.description(
				'Saves pairs of a chosen and a rejected answer as JSONL for DPO: never from ties, flips, equal ratings or unscored battles.',
			),
	)
		.addOption(
			new Option('--from <what>', 'what a pair is made from')
				.choices(['verdicts', 'ratings'])
				.default('verdicts'),
		)
		.option('--least-margin <n>', 'from 1 to 4: how clear the judge was', readInteger(1, 4))
		.option(
			'--least-gap <n>',
			'with --from ratings: how far apart the mean ratings are, from 1 to 9',
			readInteger(1, 9),
		)
		.addOption(
			new Option('--shape <shape>', 'of prompt and answers').choices(['text', 'messages']),
		);
	addOutput(own, 'export preferences sample --least-margin 2 --output pairs.jsonl').action(
		async (
			benchmark: string,
			options: Filters & {
				readonly from: string;
				readonly leastMargin?: number;
				readonly leastGap?: number;
				readonly shape?: string;
			},
			self: Command,
		) => {
			const foreign = options.from === 'ratings' ? options.leastMargin : options.leastGap;
			if (foreign !== undefined)
				throw new UsageError(
					'--least-margin belongs to --from verdicts, and --least-gap to --from ratings.',
				);
			const { streaming } = await connect(self);
			const answer = await streaming.download('/v1/exports/preferences', {
				...readFilters(benchmark, options),
				from: options.from === 'ratings' ? options.from : undefined,
				least_gap: options.leastGap,
				least_margin: options.leastMargin,
				shape: options.shape,
			});
			await saveDownload(answer, { file: options.output, terminal });
		},
	);
}

function addCritiquesExport(command: Command, { terminal }: CliContext): void {
	const own = addFilters(
		command
			.command('critiques')
			.description(
				'Saves every rating of a judge that rates, with its rationale, as JSONL for SFT: never what could not be read.',
			),
	);
	addOutput(own, 'export critiques sample --judge gpt-4o-rubric@1 --output critiques.jsonl').action(
		async (benchmark: string, options: Filters, self: Command) => {
			const { streaming } = await connect(self);
			const answer = await streaming.download(
				'/v1/exports/critiques',
				readFilters(benchmark, options),
			);
			await saveDownload(answer, { file: options.output, terminal });
		},
	);
}

function addBundleExport(command: Command, { terminal }: CliContext): void {
	const own = command
		.command('bundle')
		.description(
			'Saves a snapshot with every judgment behind it and the licences; "codejoust recompute" checks it.',
		)
		.argument('<board>', 'a benchmark, for its current board, or a snapshot’s id')
		.option('-j, --judge <name>', 'of a benchmark: a judge version, as name@version')
		.option('--texts', 'with questions, answers and the judge’s words');
	addOutput(own, 'export bundle sample --output bundle.ndjson').action(
		async (
			board: string,
			options: Output & { readonly judge?: string; readonly texts?: boolean },
			self: Command,
		) => {
			const connection = await connect(self);
			const id = await findSnapshot(connection, board, options.judge);
			const query = { texts: options.texts ? '1' : undefined };
			const answer = await connection.streaming.download(`/v1/snapshots/${id}/bundle`, query);
			await saveDownload(answer, { file: options.output, terminal });
		},
	);
}

async function findSnapshot(
	{ client }: Connection,
	board: string,
	judge: string | undefined,
): Promise<string> {
	if (/^[0-9a-f]{64}$/.test(board)) return board;
	const query = { limit: 1, ...(judge === undefined ? {} : { judge }) };
	const { snapshot } = await client.leaderboard(board, query);
	if (!snapshot) throw new UsageError('Nothing has been judged on this benchmark yet.');
	return snapshot.id;
}

function addFilters(command: Command): Command {
	return addSliceOptions(command.argument('<benchmark>', 'slug or slug@version'))
		.option('-m, --model <slug>', 'only of this model')
		.option('--submission <id>', 'only of this submission')
		.option('--question <id>', 'only of this question');
}

function readFilters(benchmark: string, { model, submission, question, ...slice }: Filters) {
	return { benchmark, ...readSlice(slice), model, submission, question };
}

function addOutput(command: Command, example: string): Command {
	return command
		.option('-o, --output <file>', 'where to save it (default: standard output)', (file) => {
			if (file === '') throw new InvalidArgumentError('It must be the name of a file.');
			return file;
		})
		.addHelpText('after', examples(example));
}
