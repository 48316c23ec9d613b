import { basename } from 'node:path';
import type { JudgmentImport, NewJudgmentImport } from '@codejoust/contract/client';
import { DECISIONS, type Decisions } from '@codejoust/contract/schemas/closed-lists';
import {
	JUDGMENT_FORMATS,
	nameOrigins,
	PAIR_JUDGMENT_FORMATS,
} from '@codejoust/formats/file-formats';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { importPairs, type PairOptions } from '../import-pair-judgments.ts';
import { printImport } from '../import-text.ts';
import { openBlob } from '../read-file.ts';
import { safeJson } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

type Options = Partial<Pick<PairOptions, 'set' | 'title' | 'licence' | 'category'>> & {
	readonly benchmark?: string;
	readonly judge?: string;
	readonly judgedBy?: string;
	readonly model?: string;
	readonly baseline?: string;
	readonly decisions: Decisions;
	readonly tieWithin: number;
	readonly answers: 'known' | 'unknown';
	readonly others: 'refuse' | 'skip';
	readonly map?: Readonly<Record<string, string>>;
	readonly visibility: 'public' | 'private';
	readonly dryRun?: boolean;
	readonly json?: boolean;
};

/** `import judgments`: what another judge or program has said of answers, as a board. */
export function addImportJudgments(parent: Command, { terminal }: CliContext): void {
	parent
		.command('judgments')
		.summary('import judgments that somebody else had made')
		.description(
			`Imports judgments that somebody else had made (${nameOrigins(JUDGMENT_FORMATS)}) under a recorded judge, which asks nothing and costs nothing. Those of a benchmark become a board; those of labelled pairs (${nameOrigins(PAIR_JUDGMENT_FORMATS)}) become a judge check. Several files are one import. The same files again change nothing. Needs an operator’s key.`,
		)
		.argument('<files...>', 'files of one format, JSONL or JSON; gzip is unpacked')
		.option('-b, --benchmark <name>', 'what was judged, as slug or slug@version')
		.option('--set <name>', 'of labelled pairs: names their set, as slug or slug@version')
		.option('-j, --judge <slug>', 'names the recorded judge (default: recorded-, and who judged)')
		.option('--judged-by <name>', 'who judged, where the file does not say it')
		.option('--model <name>', 'of records that name no model')
		.option('--baseline <name>', 'of records that name no baseline')
		.addOption(
			new Option('--decisions <whose>', 'the file’s, or what our reader reads in the judge’s words')
				.choices([...DECISIONS])
				.default('file'),
		)
		.option(
			'--tie-within <share>',
			'of preferences: how far from one half is still a tie',
			readShare,
			0,
		)
		.addOption(
			new Option(
				'--answers <which>',
				'unknown: store judgments of models whose answers nobody has given',
			)
				.choices(['known', 'unknown'])
				.default('known'),
		)
		.addOption(
			new Option('--others <what>', 'skip: leave out records without the baseline')
				.choices(['refuse', 'skip'])
				.default('refuse'),
		)
		.option('--map <fields>', 'fields that the file names otherwise, as model=candidate,…', readMap)
		.addOption(
			new Option('--visibility <who>', 'of submissions that are made for answers in the files')
				.choices(['public', 'private'])
				.default('public'),
		)
		.option('--title <text>', 'of --set: display name (default: the slug)')
		.option('--licence <name>', 'of --set: licence of the pairs')
		.option('--category <name>', 'of --set: category of pairs that name none (default: all)')
		.option('--dry-run', 'check everything and store nothing')
		.option('--json', 'print the import as JSON')
		.addHelpText(
			'after',
			examples(
				'import judgments annotations.json --benchmark alpaca-eval --dry-run',
				'import judgments judgment/*.jsonl --benchmark arena-hard --judge published',
				'import judgments results.jsonl --benchmark codearena --judged-by gpt-4o-2024-08-06 --decisions reread',
				'import judgments outputs.jsonl --set judgebench',
			),
		)
		.action(async (files: readonly string[], options: Options, self: Command) => {
			const { set, benchmark = '' } = options;
			refuseMixed(options, self);
			const { client } = await connect(self);
			if (set !== undefined) return importPairs({ client, terminal }, files, { ...options, set });
			const blobs = await Promise.all(files.map((file) => openBlob(file)));
			const brought: JudgmentImport = await client.importJudgments(benchmark, {
				metadata: { ...describe(options), names: files.map((file) => basename(file)) },
				judgments: blobs,
			});
			if (options.json) terminal.print(safeJson(brought));
			else printImport(terminal, brought);
		});
}

const OF_PAIRS = ['title', 'licence', 'category'] as const;
const OF_BENCHMARK = [
	'model',
	'baseline',
	'tieWithin',
	'answers',
	'others',
	'map',
	'visibility',
] as const;

/** One of the two is imported for; options of the other one say nothing. */
function refuseMixed({ set, benchmark }: Options, command: Command): void {
	if ((set === undefined) === (benchmark === undefined))
		throw new UsageError(
			'Say what was judged: --benchmark NAME, or --set NAME for labelled pairs; one of the two.',
		);
	const [other, foreign] =
		set === undefined ? ['--set', OF_PAIRS] : (['--benchmark', OF_BENCHMARK] as const);
	const given = foreign.filter((name) => command.getOptionValueSource(name) === 'cli');
	if (given.length === 0) return;
	const flags = given.map(
		(name) => `--${name.replaceAll(/[A-Z]/g, (one) => `-${one.toLowerCase()}`)}`,
	);
	throw new UsageError(`Only for ${other}: ${flags.join(', ')}.`);
}

function describe(options: Options): NewJudgmentImport {
	const { judge, judgedBy, model, baseline, map, dryRun } = options;
	return {
		decisions: options.decisions,
		tie_within: options.tieWithin,
		answers: options.answers,
		others: options.others,
		visibility: options.visibility,
		...(judge === undefined ? {} : { judge }),
		...(judgedBy === undefined ? {} : { judged_by: judgedBy }),
		...(model === undefined ? {} : { model }),
		...(baseline === undefined ? {} : { baseline }),
		...(map === undefined ? {} : { map: { ...map } }),
		...(dryRun === undefined ? {} : { dry_run: dryRun }),
	};
}

function readShare(given: string): number {
	const share = Number(given);
	if (given.trim() !== '' && share >= 0 && share <= 0.45) return share;
	throw new InvalidArgumentError('It is a number from 0 to 0.45.');
}

function readMap(given: string): Readonly<Record<string, string>> {
	const pairs = given.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
	const isWhole = pairs.every((pair) => pair.length === 2 && pair.every((part) => part !== ''));
	if (!isWhole)
		throw new InvalidArgumentError(
			'Write the name in the format, = and the name in the file; several with commas: model=candidate,judge=rater.',
		);
	return Object.fromEntries(pairs as [string, string][]);
}
