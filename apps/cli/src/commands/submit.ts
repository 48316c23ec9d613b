import type { Submission } from '@codejoust/contract/client';
import { describeFindable } from '@codejoust/contract/findable-words';
import { describeCheck } from '@codejoust/formats/responses/check-submission';
import { nameOrigins, RESPONSE_FORMATS } from '@codejoust/formats/file-formats';
import type { VariantSettings } from '@codejoust/contract/client';
import type { Command } from 'commander';
import {
	addCheckpointOptions,
	type CheckpointOptions,
	readCheckpoint,
} from '../checkpoint-options.ts';
import type { CliContext } from '../cli-context.ts';
import { checkAnswers } from '../check-answers.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { EXIT } from '../exit-code.ts';
import { gatherUsage } from '../gather-usage.ts';
import { fetchQuestions } from '../known-questions.ts';
import { type ModelOptions, addModelOptions, readModel } from '../new-model.ts';
import { readVariant } from '../option-values.ts';
import { addPriceOptions, type PriceOptions, readStatedPrice } from '../price-options.ts';
import { addPatience } from '../patience-option.ts';
import { readAnswers } from '../read-answers.ts';
import { readAcceptOption } from '../accept-option.ts';
import { addAnswerOptions, type AnswerOptions, pickPreparation } from '../answer-options.ts';
import { safeJson } from '../safe-text.ts';
import { sendSubmission } from '../send-submission.ts';
import { type RunWay, viaOption } from '../via-option.ts';
import { watchRun } from '../watch.ts';

type Options = ModelOptions &
	CheckpointOptions &
	PriceOptions &
	AnswerOptions & {
		readonly benchmark: string;
		readonly model: string;
		readonly variant?: VariantSettings;
		readonly private?: boolean;
		readonly contact?: string;
		readonly via: RunWay;
		readonly draft?: boolean;
		readonly watch?: boolean;
		readonly patience: number;
		readonly json?: boolean;
	};

/** `submit`: checks a file, sends it, and shows its judging. */
export function addSubmit(program: Command, context: CliContext): void {
	const command = program
		.command('submit')
		.summary('submit a model’s answers; judging starts immediately')
		.description(
			'Checks a file of answers and submits it. If you repeat the same command, it does not submit twice. The ids of the submission and its run go to standard output, everything else to standard error.',
		)
		.argument('<file>', `answers: ${nameOrigins(RESPONSE_FORMATS)}; also as CSV or Parquet`)
		.requiredOption('-b, --benchmark <name>', 'the benchmark, as slug or slug@version')
		.requiredOption('-m, --model <slug>', 'the model')
		.option('--variant <json>', 'its settings, such as {"effort": "high"}', readVariant)
		.option('--private', 'only you see the result, until you publish it')
		.option('--contact <text>', 'a contact, visible only to operators')
		.addOption(viaOption())
		.option('--draft', 'more answers will come with "append"; nothing is judged yet')
		.option('-w, --watch', 'show the progress until the run ends; Ctrl-C does not stop the run')
		.option('--json', 'print the submission as JSON, when it has ended with --watch');
	addPriceOptions(addCheckpointOptions(addModelOptions(addPatience(addAnswerOptions(command)))))
		.addHelpText(
			'after',
			examples(
				'submit answers.jsonl --benchmark sample --model lancer-7b --watch',
				'submit answers.jsonl -b sample -m lancer-7b --private --watch',
				'submit answers.jsonl -b sample -m lancer-7b --name "Lancer 7B" --licence Apache-2.0 --open-weights',
				'submit answers.jsonl -b sample -m lancer-7b --price 0.10/0.40',
				'submit answers.jsonl -b sample -m lancer-7b-12k --name "Lancer 7B, step 12,000" --checkpoint-of lancer-7b --step 12000',
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
	const { faults, read } = gatherUsage();
	const model = read(() => readModel(options.model, options));
	const checkpoint = read(() => readCheckpoint(options));
	const price = read(() => readStatedPrice(options));
	const file = await readAnswers(path);
	const { slug, version } = await client.benchmark(options.benchmark);
	const benchmark = `${slug}@${version}`;
	const { variant, contact, via, draft: isDraft = false, accept } = options;
	const prepare = pickPreparation(options);
	const { patience: patienceSeconds } = options;
	const questions = await fetchQuestions(client, benchmark);
	const reading = {
		questions,
		isPartial: isDraft,
		accepted: readAcceptOption(accept),
		prepare,
		model: options.model,
	};
	const check = await checkAnswers(file, reading, { client, benchmark });
	for (const line of describeCheck(check)) terminal.error(line);
	for (const fault of faults) terminal.error(fault);
	if (!check.ok || model === undefined || faults.length > 0) {
		finish(EXIT.badInput);
		return;
	}
	if (!isDraft) {
		const { responses, empty, characters } = check.counts;
		const size = { answers: responses - empty, characters };
		const { findable } = await client.estimateSubmission(benchmark, size);
		if (findable) terminal.error(describeFindable(findable));
	}
	const visibility = options.private ? 'private' : 'public';
	const metadata = {
		benchmark,
		model,
		variant,
		visibility,
		contact,
		via,
		isDraft,
		accept,
		checkpoint,
		price,
		prepare,
	} as const;
	const submission = await sendSubmission(connection, { ...metadata, file });
	const [run] = submission.runs;
	if (!options.json) printIds(context, submission);
	if (isDraft && submission.findable) terminal.error(describeFindable(submission.findable));
	if (options.watch && run) await watchRun(context, connection, { id: run.id, patienceSeconds });
	if (options.json) terminal.print(safeJson(await client.submission(submission.id)));
	else if (isDraft) terminal.error(`Add answers with: codejoust append ${submission.id} FILE`);
	else if (!options.watch && run) terminal.error(`Watch it with: codejoust watch ${run.id}`);
}

function printIds({ terminal }: CliContext, { id, runs }: Submission): void {
	terminal.print(`Submission ${id}`);
	for (const run of runs) terminal.print(`Run ${run.id}`);
}
