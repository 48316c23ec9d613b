import { VISIBILITIES, type Visibility } from '@codejoust/contract/schemas/closed-lists';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { type Connection, connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { addImportJudgments } from './import-judgments.ts';
import { describeChanges } from './versions.ts';
import { offerOthers, readOtherAnswers, submitOthers } from '../other-answers.ts';
import { MAP_WORDS, readMapOption } from '../read-answers.ts';
import { openBlob } from '../read-file.ts';
import { UsageError } from '../usage-error.ts';
import { safeJson, safeText } from '../safe-text.ts';

type Options = {
	readonly slug: string;
	readonly name: string;
	readonly baselineModel: string;
	readonly baselineName?: string;
	readonly questions: string;
	readonly baseline?: string;
	readonly referenceModel?: string;
	readonly taskTypes?: string;
	readonly map?: string;
	readonly version: string;
	readonly description?: string;
	readonly licence?: string;
	readonly defaultCategory?: string;
	readonly defaultSubcategory?: string;
	readonly visibility?: Visibility;
	readonly submitOthers?: boolean;
	readonly json?: boolean;
};

/** `import benchmark`: publishes a benchmark version from files; `import judgments` stands beside it. */
export function addImport(program: Command, context: CliContext): void {
	const { terminal } = context;
	const parent = program
		.command('import')
		.summary('publish a benchmark from files; import judgments')
		.description('Brings files of others into the arena.');
	addImportJudgments(parent, context);
	parent
		.command('benchmark')
		.description(
			'Publishes a benchmark version with its baseline’s answers. A published version never changes. Needs an operator’s key.',
		)
		.requiredOption('--slug <slug>', 'its name in addresses')
		.requiredOption('--name <name>', 'display name')
		.requiredOption('--baseline-model <slug>', 'the model that all others are compared with')
		.requiredOption('--questions <file>', 'questions in any known format, CSV too')
		.option('--baseline-name <name>', 'its display name (default: the slug)')
		.option('--baseline <file>', 'its answers, if the questions do not include them')
		.option(
			'--reference-model <name>',
			'the model whose answers beside the questions (`<model>_response`) are their references',
		)
		.option('--map <pairs>', MAP_WORDS)
		.option('--task-types <file>', 'for CodeArena’s questions: task type → category')
		.option('--default-category <name>', 'of CodeArena’s records without a task type')
		.option('--default-subcategory <name>', 'of the same records (default: the default category)')
		.option('--version <version>', 'another version of the same benchmark', '1')
		.option('--description <text>', 'what it is about')
		.option('--licence <name>', 'licence of the questions')
		.addOption(
			new Option(
				'--visibility <who>',
				'unlisted: found only by name; private: only results are public',
			).choices([...VISIBILITIES]),
		)
		.option(
			'--submit-others',
			'submit the answers of the other models in the questions (`<model>_response`)',
		)
		.option('--json', 'print the benchmark as JSON')
		.addHelpText(
			'after',
			examples(
				'import benchmark --slug codearena --name CodeArena --questions CodeArena_v1.jsonl --baseline-model gpt-4-turbo-2024-04-09 --task-types task_types.json',
				'import benchmark --slug mine --name "My questions" --baseline-model gpt-4 --questions q.jsonl --baseline a.jsonl',
				'import benchmark --slug table --name "From a table" --baseline-model gpt-4 --questions tasks.csv --map "prompt=task,gpt-4_response=answer"',
				'import benchmark --slug codal --name CODAL --baseline-model my-baseline --baseline a.jsonl --questions codal.jsonl --reference-model gpt-4-turbo',
			),
		)
		.action(async (options: Options, command: Command) => {
			const connection = await connect(command);
			const { notes, changes, ...benchmark } = await publish(connection, options);
			for (const note of notes) terminal.error(safeText(note));
			if (options.json) terminal.print(safeJson(benchmark));
			else {
				terminal.print(
					`Published ${benchmark.slug}@${benchmark.version} with ${benchmark.questions} questions.`,
				);
				for (const line of changes ? describeChanges(changes) : []) terminal.print(line);
			}
			await followOthers(
				{ ...connection, terminal },
				`${benchmark.slug}@${benchmark.version}`,
				options,
			);
		});
}

/** Submits what other models have answered beside the questions, or says how. */
async function followOthers(
	place: Pick<Connection, 'client'> & Pick<CliContext, 'terminal'>,
	benchmark: string,
	options: Options,
): Promise<void> {
	const {
		questions: path,
		map,
		baselineModel,
		baselineName,
		referenceModel,
		submitOthers: isWanted,
	} = options;
	const taken = [baselineModel, baselineName, referenceModel].flatMap((name) => name ?? []);
	const others = await readOtherAnswers(place, { benchmark, path, taken, map });
	if (isWanted) await submitOthers(place, benchmark, others);
	else for (const line of offerOthers(path, benchmark, others)) place.terminal.error(line);
}

function defaultCategoryOf({ defaultCategory: category, defaultSubcategory }: Options) {
	if (category !== undefined)
		return { default_category: { category, subcategory: defaultSubcategory ?? category } };
	if (defaultSubcategory === undefined) return {};
	throw new UsageError('--default-subcategory needs --default-category.');
}

/** As the API takes it. */
function mapOf(text: string): Record<string, string> {
	return Object.fromEntries(readMapOption(text));
}

async function publish({ client }: Connection, options: Options) {
	const { slug, name, baselineModel, baselineName = baselineModel, description, licence } = options;
	return client.importBenchmark({
		metadata: {
			slug,
			version: options.version,
			name,
			baseline: { slug: baselineModel, name: baselineName },
			...(description === undefined ? {} : { description }),
			...(licence === undefined ? {} : { licence }),
			...(options.visibility === undefined ? {} : { visibility: options.visibility }),
			...(options.referenceModel === undefined ? {} : { reference_model: options.referenceModel }),
			...(options.map === undefined ? {} : { map: mapOf(options.map) }),
			...defaultCategoryOf(options),
		},
		questions: await openBlob(options.questions),
		...(options.baseline === undefined ? {} : { baseline: await openBlob(options.baseline) }),
		...(options.taskTypes === undefined ? {} : { taskTypes: await openBlob(options.taskTypes) }),
	});
}
