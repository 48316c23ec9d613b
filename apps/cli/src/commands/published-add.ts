import type { AddedPublishedResults, NewPublishedResults } from '@codejoust/contract/client';
import { describeOrigin } from '@codejoust/contract/published-words';
import { PUBLISHED_UNITS, WIDE_FIGURES } from '@codejoust/contract/schemas/closed-lists';
import { listNames } from '@codejoust/arena/text/printable';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { count } from '../format-numbers.ts';
import type { FieldMap } from '@codejoust/formats/rows/field-map';
import { readMapOption } from '../read-answers.ts';
import { openBlob } from '../read-file.ts';
import { safeJson, safeText } from '../safe-text.ts';

type Texts = Readonly<Record<string, string>>;
type Names = Readonly<Record<string, string | null>>;
type Options = Pick<
	NewPublishedResults,
	'source' | 'measure' | 'unit' | 'url' | 'judge' | 'date' | 'licence' | 'wide'
> & {
	readonly benchmark: string;
	readonly map?: FieldMap;
	readonly only?: Texts;
	readonly measureColumn?: Texts;
	readonly slice?: Names;
	readonly name?: Names;
	readonly dryRun?: boolean;
	readonly json?: boolean;
};

/** `published add`: a table of results. */
export function addPublishedAdd(published: Command, { terminal }: CliContext): void {
	published
		.command('add')
		.summary('add a table of published results')
		.description(
			'Adds a table (CSV, JSON or Markdown) with a row for each model: model, and score, win_rate and tie_rate, or with --measure a value; optionally low, high, n, and slice, category, subcategory, language or difficulty. With --wide it has a column for each group of questions. Needs an operator’s key.',
		)
		.argument('<file>', 'the table')
		.requiredOption('-b, --benchmark <name>', 'slug or slug@version beside whose board it is shown')
		.option('--source <text>', 'who published it, and where; by default a column source says it')
		.option(
			'--measure <name>',
			'a measure of its own, such as HumanEval+; by default rates on this benchmark',
		)
		.addOption(
			new Option(
				'--measure-column <name=column>',
				'one of several measures of the table and its column; repeatable, each becomes a set',
			).argParser(addPair),
		)
		.addOption(
			new Option(
				'--wide <figure>',
				'the table has a column for each group of questions, and its cells are this',
			).choices([...WIDE_FIGURES]),
		)
		.addOption(
			new Option(
				'--slice <column=group>',
				'which group a column of a wide table is of, such as Avg=overall, or nothing for none; repeatable',
			).argParser((text, slices: Names = {}) => ({
				...slices,
				...orNull(addPair(text)),
			})),
		)
		.addOption(
			new Option(
				'--unit <unit>',
				'what figures without a percent sign are: of 100, of 1, or points of a measure',
			).choices([...PUBLISHED_UNITS]),
		)
		.option('--url <url>', 'where it is published')
		.option('--judge <text>', 'the judge, as published; by default a column judge')
		.option('--date <date>', 'of the publication, such as 2024-07-31; by default a column date')
		.option('--licence <name>', 'licence of the table')
		.addOption(
			new Option(
				'--map <pairs>',
				'columns of other names, such as score=win_rate,n=n_total',
			).argParser(readMapOption),
		)
		.addOption(
			new Option(
				'--only <column=text>',
				'only rows with this text in this column; repeatable',
			).argParser(addPair),
		)
		.addOption(
			new Option(
				'--name <published=slug>',
				'which model a published name is, or nothing for none here; repeatable',
			).argParser((text, names: Names = {}) => addName(text, names)),
		)
		.option('--dry-run', 'check everything and store nothing')
		.option('--json', 'print the answer as JSON')
		.addHelpText(
			'after',
			examples(
				'published add table.csv -b codearena@1 --source "Leaderboard of 2024-12" --unit percent',
				'published add readme-table.md -b codearena@1 --source "Paper, table 3" --unit percent --wide win_rate/tie_rate --slice Avg=overall',
				'published add results.json -b codearena --measure HumanEval+ --unit percent --map value=pass@1.humaneval+ --source EvalPlus --name "GPT 4o=gpt-4o"',
			),
		)
		.action(async (file: string, options: Options, self: Command) => {
			const { client } = await connect(self);
			const added = await client.addPublishedResults(options.benchmark, {
				metadata: readMetadata(options),
				results: await openBlob(file),
			});
			if (options.json) return terminal.print(safeJson(added));
			for (const line of describeAdded(added)) terminal.print(safeText(line));
		});
}

function readMetadata(options: Options): NewPublishedResults {
	const { benchmark: _, map, name, measureColumn, slice, dryRun, json: _json, ...about } = options;
	return {
		...about,
		...(measureColumn && { measures: measureColumn }),
		...(slice && { slices: slice }),
		...(map && { fields: Object.fromEntries(map) }),
		...(name && { names: name }),
		...(dryRun && { dry_run: true }),
	};
}

function describeAdded({
	dry_run: isDryRun,
	sets,
	notes,
	matched,
	unmatched,
}: AddedPublishedResults): readonly string[] {
	return [
		...notes,
		`${count(matched, 'name')} of ${matched + unmatched.length} ${matched === 1 ? 'is a model' : 'are models'} of the live board.`,
		...(unmatched.length > 0 ? [`No model: ${listNames(unmatched)}.`] : []),
		...sets.map(({ id, measure, benchmark, rows, ...about }) =>
			isDryRun
				? `Nothing was stored: ${count(rows, 'row')}${ofMeasure(measure)} can be added to ${benchmark}.`
				: `Added ${count(rows, 'row')}${ofMeasure(measure)} to ${benchmark} as ${id ?? ''}. ${describeOrigin(about)}`,
		),
	];
}

function ofMeasure(measure: string | null): string {
	return measure === null ? '' : ` of ${measure}`;
}

function addPair(text: string, pairs: Texts = {}): Texts {
	const at = text.indexOf('=');
	if (at < 1) throw new InvalidArgumentError('It must be a pair such as COLUMN=TEXT.');
	return { ...pairs, [text.slice(0, at).trim()]: text.slice(at + 1).trim() };
}

function orNull(pairs: Texts): Names {
	return Object.fromEntries(Object.entries(pairs).map(([name, value]) => [name, value || null]));
}

/** The last `=` separates, since a slug has none. */
function addName(text: string, names: Names): Names {
	const at = text.lastIndexOf('=');
	if (at < 1) throw new InvalidArgumentError('It must be PUBLISHED=SLUG, or PUBLISHED= for none.');
	return { ...names, [text.slice(0, at).trim()]: text.slice(at + 1).trim() || null };
}
