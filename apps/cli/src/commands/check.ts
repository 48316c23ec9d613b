import type { SubmissionEstimate } from '@codejoust/contract/client';
import {
	checkResponses,
	describeCheck,
	type SubmissionCheck,
} from '@codejoust/formats/responses/check-submission';
import { nameOrigins, RESPONSE_FORMATS } from '@codejoust/formats/file-formats';
import { flagsOf } from '@codejoust/formats/checks/warnings';
import type { KnownQuestion } from '@codejoust/formats/responses/known-questions';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { checkAnswers } from '../check-answers.ts';
import { connect } from '../connect.ts';
import { describeEstimate } from '../describe-estimate.ts';
import { examples } from '../examples.ts';
import { EXIT } from '../exit-code.ts';
import { fetchQuestions, readQuestionsFile } from '../known-questions.ts';
import { readAcceptOption } from '../accept-option.ts';
import { addAnswerOptions, type AnswerOptions, pickPreparation } from '../answer-options.ts';
import { readAnswers } from '../read-answers.ts';
import { safeJson } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

type Options = AnswerOptions & {
	readonly benchmark?: string;
	readonly questions?: string;
	readonly taskTypes?: string;
	readonly partial?: boolean;
	readonly model?: string;
	readonly json?: boolean;
};

/** `check`: whether a file may be submitted, by the server's own reader. */
export function addCheck(program: Command, { terminal, finish }: CliContext): void {
	const command = program
		.command('check')
		.summary('check whether a file of answers can be submitted')
		.description(
			'Checks a file of answers with the server’s own validation: problems (they refuse the file) and warnings, with their lines. The questions come from the server, or from a file without any server.',
		)
		.argument('<file>', `answers: ${nameOrigins(RESPONSE_FORMATS)}; also as CSV or Parquet`)
		.option('-b, --benchmark <name>', 'the benchmark, as slug or slug@version')
		.option('--questions <file>', 'its questions, to check without a server')
		.option('--task-types <file>', 'for CodeArena’s questions: task type → category')
		.option('--partial', 'answers to some of the questions, for a draft')
		.option(
			'-m, --model <slug>',
			'whose answers they are: rows that name another model are a warning',
		)
		.option('--json', 'print the check as JSON');
	addAnswerOptions(command)
		.addHelpText(
			'after',
			examples(
				'check answers.jsonl --benchmark sample',
				'check answers.jsonl --questions sample/questions.jsonl',
			),
		)
		.action(async (file: string, options: Options, command: Command) => {
			const bytes = await readAnswers(file);
			const { partial: isPartial = false } = options;
			const questions = await findQuestions(options, command);
			const reading = {
				questions,
				isPartial,
				accepted: readAcceptOption(options.accept),
				prepare: pickPreparation(options),
				model: options.model,
			};
			const { benchmark } = options;
			const check =
				benchmark === undefined
					? checkResponses(bytes, reading)
					: await checkAnswers(bytes, reading, { ...(await connect(command)), benchmark });
			const estimate = await findEstimate(options, command, check);
			if (options.json) {
				const flags = flagsOf(check.warnings);
				terminal.print(safeJson({ ...check, flags, ...(estimate ? { estimate } : {}) }));
			} else {
				for (const line of describeCheck(check)) terminal.print(line);
				for (const line of estimate ? describeEstimate(estimate) : []) terminal.print(line);
			}
			finish(check.ok ? EXIT.ok : EXIT.badInput);
		});
}

/** Tokens, dollars and minutes are the server's to know; offline there is the number of games alone. */
async function findEstimate(
	{ benchmark }: Options,
	command: Command,
	{ ok, counts }: SubmissionCheck,
): Promise<SubmissionEstimate | undefined> {
	if (benchmark === undefined || !ok) return undefined;
	const { client } = await connect(command);
	const { responses, empty, characters } = counts;
	return client.estimateSubmission(benchmark, { answers: responses - empty, characters });
}

async function findQuestions(
	{ benchmark, questions, taskTypes }: Options,
	command: Command,
): Promise<readonly KnownQuestion[]> {
	if (questions !== undefined) return readQuestionsFile(questions, taskTypes);
	if (benchmark === undefined)
		throw new UsageError(
			'Name the benchmark with --benchmark NAME, or its questions with --questions FILE.',
		);
	const { client } = await connect(command);
	return fetchQuestions(client, benchmark);
}
