import { OVERLAP_WORDS } from '@codejoust/arena/overlap/find-overlaps';
import { countShortQuestions, createFileOverlap } from '@codejoust/formats/texts/file-overlap';
import { type Command, InvalidArgumentError } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { asContamination } from '../decontamination/as-contamination.ts';
import { describeScan } from '../decontamination/describe-scan.ts';
import { type Against, readAgainst } from '../decontamination/read-against.ts';
import { readBenchmark } from '../decontamination/read-benchmark.ts';
import { scanBenchmark } from '../decontamination/scan-benchmark.ts';
import { type ScannedFile, scanFile } from '../decontamination/scan-file.ts';
import { showScan } from '../decontamination/show-scan.ts';
import { examples } from '../examples.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { count } from '../format-numbers.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

type Options = {
	readonly against: readonly string[];
	readonly field?: readonly string[];
	readonly similarity?: number | true;
	readonly taskTypes?: string;
	readonly store?: boolean;
	readonly json?: boolean;
};

const DEFAULT_LEAST = 0.8;

/** `decontaminate`: which questions of a benchmark stand in a training set or in another benchmark. */
export function addDecontaminate(program: Command, context: CliContext): void {
	program
		.command('decontaminate')
		.summary('find a benchmark’s questions in training sets and other benchmarks')
		.description(
			`Finds questions of a benchmark that share ${OVERLAP_WORDS} words in a row with a file or another benchmark, and with --similarity the most similar text of each question. Files of any size are read on this machine: JSONL or a JSON array of texts or of records with text, content, prompt, instruction, messages and the like, plain or packed with gzip. Exit code 7: a question was found.`,
		)
		.argument('<benchmark>', 'slug or slug@version, or a file of questions or labelled pairs')
		.requiredOption(
			'--against <names...>',
			'training sets or other benchmarks: files, or benchmarks of the server such as codearena@1',
		)
		.option('--similarity [least]', 'compare by edit distance too; found from 0.8 on', readLeast)
		.option('--field <names...>', 'read only these fields of a record')
		.option('--task-types <file>', 'for CodeArena’s questions in a file: task type → category')
		.option('--store', 'store the findings at the benchmark’s page; needs an operator’s key')
		.option('--json', 'print the findings as JSON')
		.addHelpText(
			'after',
			examples(
				'decontaminate sample@1 --against train.jsonl more.jsonl.gz',
				'decontaminate mine@2 --against codearena@1 --similarity --store',
				'decontaminate questions.jsonl --against train.jsonl --similarity 0.9 --json',
			),
		)
		.action(async (name: string, options: Options, command: Command) => {
			const against = await readAgainst(options.against, command);
			const benchmark = await readBenchmark(name, options.taskTypes, command);
			const { questions, source } = benchmark;
			if (options.store && source === 'file')
				throw new UsageError(
					'--store needs a benchmark of the server, such as codearena@1, not a file of questions.',
				);
			if (options.store) await refuseNames(against, name, command);
			const least = options.similarity === true ? DEFAULT_LEAST : options.similarity;
			const short = countShortQuestions(questions, OVERLAP_WORDS);
			const { terminal } = context;
			if (!options.json)
				terminal.print(
					`${safeText(name)} (${source === 'file' ? 'a file' : 'of the server'}): ${count(questions.length, 'different question')}, ${short} of fewer than ${OVERLAP_WORDS} words${short > 0 ? ', which only --similarity compares' : ''}.`,
				);
			const scans: ScannedFile[] = [];
			for (const each of against) {
				const overlap = createFileOverlap(questions, least === undefined ? {} : { least });
				const { field: fields } = options;
				const scan =
					each.kind === 'benchmark'
						? scanBenchmark(each, overlap)
						: await scanFile(each.path, overlap, {
								...(fields ? { fields } : {}),
								...showScan(terminal, each.path),
							});
				scans.push(scan);
				if (options.store) await storeScan(context, command, { name, scan });
				if (options.json) continue;
				for (const line of describeScan(scan, questions.length)) terminal.print(line);
			}
			if (options.json)
				terminal.print(
					safeJson({
						benchmark: name,
						source,
						questions: questions.length,
						words: OVERLAP_WORDS,
						short_questions: short,
						files: scans,
					}),
				);
			context.finish(exitCodeOf(scans));
		});
}

/** Findings are shown to all who see the benchmark, so they may not name one that fewer people may see. */
async function refuseNames(
	against: readonly Against[],
	name: string,
	command: Command,
): Promise<void> {
	const hidden = against.flatMap((each) =>
		each.kind === 'benchmark' && each.visibility !== 'public' ? [each] : [],
	);
	if (hidden.length === 0) return;
	const { client } = await connect(command);
	const { visibility } = await client.benchmark(name);
	const shown = hidden.filter((each) => each.visibility !== visibility && visibility !== 'private');
	if (shown.length > 0)
		throw new UsageError(
			shown
				.map(
					(each) =>
						`${safeText(each.name)} is ${each.visibility} and ${safeText(name)} is ${visibility}: with --store its name would be on the page of ${safeText(name)}. Leave --store out.`,
				)
				.join('\n'),
		);
}

/** Findings of a file that was not read are none. */
async function storeScan(
	{ terminal }: CliContext,
	command: Command,
	{ name, scan }: { readonly name: string; readonly scan: ScannedFile },
): Promise<void> {
	if (scan.kind === 'refused') return;
	const { client } = await connect(command);
	await client.storeContamination(name, scan.sha256, asContamination(scan));
	terminal.error(`${safeText(scan.file)}: the findings are stored with ${safeText(name)}.`);
}

/** Found wins over unread: what was found is certain, and "nothing was found" is only said of files that were read whole. */
function exitCodeOf(scans: readonly ScannedFile[]): ExitCode {
	const isFound = scans.some(
		(scan) =>
			scan.kind === 'compared' &&
			(scan.overlap.matched.length > 0 || (scan.overlap.similarity?.nearest.length ?? 0) > 0),
	);
	if (isFound) return EXIT.overlap;
	const isWhole = scans.every(
		(scan) => scan.kind === 'compared' && scan.overlap.unread.length === 0,
	);
	return isWhole ? EXIT.ok : EXIT.badInput;
}

function readLeast(text: string): number {
	const least = Number(text);
	if (!/^[01](?:\.\d{1,6})?$/.test(text) || least < 0.5 || least > 1)
		throw new InvalidArgumentError('It must be a number from 0.5 to 1.');
	return least;
}
