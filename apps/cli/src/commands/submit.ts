import type { Submission } from '@codejoust/api/client';
import { checkResponses, describeCheck } from '@codejoust/api/client/check-submission';
import type { VariantSettings } from '@codejoust/api/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { EXIT } from '../exit-code.ts';
import { fetchQuestions } from '../known-questions.ts';
import { type ModelOptions, addModelOptions, readModel } from '../new-model.ts';
import { readVariant } from '../option-values.ts';
import { addPatience } from '../patience-option.ts';
import { readBytes } from '../read-file.ts';
import { safeJson } from '../safe-text.ts';
import { sendSubmission } from '../send-submission.ts';
import { watchRun } from '../watch.ts';

type Options = ModelOptions & {
	readonly benchmark: string;
	readonly model: string;
	readonly variant?: VariantSettings;
	readonly private?: boolean;
	readonly contact?: string;
	readonly draft?: boolean;
	readonly watch?: boolean;
	readonly patience: number;
	readonly json?: boolean;
};

/** `submit`: checks a file, sends it, and shows its judging. */
export function addSubmit(program: Command, context: CliContext): void {
	const command = program
		.command('submit')
		.summary('submit a model’s answers; judging starts at once')
		.description(
			'Checks a file of answers and submits it. The same command repeated does not submit twice. The ids of the submission and its run go to standard output, everything else to standard error.',
		)
		.argument('<file>', 'answers: our JSONL, CodeArena, arena-hard or AlpacaEval')
		.requiredOption('-b, --benchmark <name>', 'the benchmark, as slug or slug@version')
		.requiredOption('-m, --model <slug>', 'the model')
		.option('--variant <json>', 'its settings, such as {"effort": "high"}', readVariant)
		.option('--private', 'only you see the result, until you publish it')
		.option('--contact <text>', 'who answers for it, for operators alone')
		.option('--draft', 'more answers will come with "append"; nothing is judged yet')
		.option('-w, --watch', 'show the progress until the run ends; Ctrl-C leaves it going')
		.option('--json', 'print the submission as JSON, when it has ended with --watch');
	addModelOptions(addPatience(command))
		.addHelpText(
			'after',
			examples(
				'submit answers.jsonl --benchmark sample --model lancer-7b --watch',
				'submit answers.jsonl -b sample -m lancer-7b --private --watch',
				'submit answers.jsonl -b sample -m lancer-7b --name "Lancer 7B" --licence Apache-2.0 --open-weights',
				`submit answers.jsonl -b sample -m lancer-7b --variant '{"effort": "high"}'`,
			),
		)
		.action((file: string, options: Options, self: Command) =>
			submit(context, file, options, self),
		);
}

async function submit(
	context: CliContext,
	path: string,
	options: Options,
	command: Command,
): Promise<void> {
	const { terminal, finish } = context;
	const connection = await connect(command);
	const { client } = connection;
	const model = readModel(options.model, options);
	const file = await readBytes(path);
	const { slug, version } = await client.benchmark(options.benchmark);
	const benchmark = `${slug}@${version}`;
	const { variant, contact, draft: isDraft = false, patience: patienceSeconds } = options;
	const questions = await fetchQuestions(client, benchmark);
	const check = checkResponses(file, { questions, isPartial: isDraft });
	for (const line of describeCheck(check)) terminal.error(line);
	if (!check.ok) {
		finish(EXIT.badInput);
		return;
	}
	const visibility = options.private ? 'private' : 'public';
	const facts = { benchmark, model, variant, visibility, contact, isDraft } as const;
	const submission = await sendSubmission(connection, { ...facts, file });
	const [run] = submission.runs;
	if (!options.json) printIds(context, submission);
	if (options.watch && run) await watchRun(context, connection, { id: run.id, patienceSeconds });
	if (options.json) terminal.print(safeJson(await client.submission(submission.id)));
	else if (isDraft) terminal.error(`Add answers with: codejoust append ${submission.id} FILE`);
	else if (!options.watch && run) terminal.error(`Watch it with: codejoust watch ${run.id}`);
}

function printIds({ terminal }: CliContext, { id, runs }: Submission): void {
	terminal.print(`Submission ${id}`);
	for (const run of runs) terminal.print(`Run ${run.id}`);
}
