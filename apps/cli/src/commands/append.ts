import { describeCheck } from '@codejoust/formats/responses/check-submission';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { checkAnswers } from '../check-answers.ts';
import { connect } from '../connect.ts';
import { describeSubmission } from '../describe-submission.ts';
import { examples } from '../examples.ts';
import { EXIT } from '../exit-code.ts';
import { fetchQuestions } from '../known-questions.ts';
import { addPatience } from '../patience-option.ts';
import { readAcceptOption } from '../accept-option.ts';
import { addAnswerOptions, type AnswerOptions, pickPreparation } from '../answer-options.ts';
import { readAnswers } from '../read-answers.ts';
import { safeJson } from '../safe-text.ts';
import { isJsonArray } from '../send-submission.ts';
import { type RunWay, viaOption } from '../via-option.ts';
import { watchRun } from '../watch.ts';

type Options = AnswerOptions & {
	readonly replace?: boolean;
	readonly submit?: boolean;
	readonly private?: boolean;
	readonly via: RunWay;
	readonly watch?: boolean;
	readonly patience: number;
	readonly json?: boolean;
};

/** `append`: more answers of a draft, and its end. */
export function addAppend(program: Command, context: CliContext): void {
	const command = program
		.command('append')
		.summary('add answers to a draft, or submit it')
		.description(
			'Adds a file of answers to a draft; with --submit its judging starts, when every question has its answer.',
		)
		.argument('<id>', 'a draft')
		.argument('[file]', 'more answers; without a file nothing is added')
		.option('--replace', 'the answers replace those that the draft has')
		.option('--submit', 'submit the draft')
		.option('--private', 'with --submit: only you see the result, until you publish it')
		.addOption(viaOption())
		.option('-w, --watch', 'with --submit: show the progress until the run ends')
		.option('--json', 'print the submission as JSON');
	addPatience(addAnswerOptions(command))
		.addHelpText(
			'after',
			examples('append sub_9x4c more.jsonl', 'append sub_9x4c last.jsonl --submit --watch'),
		)
		.action((id: string, file: string | undefined, options: Options, self: Command) =>
			append(context, id, { file, options, command: self }),
		);
}

async function append(
	context: CliContext,
	id: string,
	asked: {
		readonly file: string | undefined;
		readonly options: Options;
		readonly command: Command;
	},
): Promise<void> {
	const { terminal, finish } = context;
	const { file, options, command } = asked;
	const connection = await connect(command);
	const { client } = connection;
	if (file !== undefined && !(await send(context, id, { ...asked, file }))) {
		finish(EXIT.badInput);
		return;
	}
	if (options.submit)
		await client.submitDraft(id, {
			...(options.private ? { visibility: 'private' } : {}),
			...(options.via === 'live' ? {} : { via: options.via }),
		});
	const [run] = (await client.submission(id)).runs;
	const { patience: patienceSeconds } = options;
	if (options.watch && run) await watchRun(context, connection, { id: run.id, patienceSeconds });
	const submission = await client.submission(id);
	if (options.json) terminal.print(safeJson(submission));
	else for (const line of describeSubmission(submission)) terminal.print(line);
}

/** False when the file has problems. */
async function send(
	{ terminal }: CliContext,
	id: string,
	{
		file: path,
		options,
		command,
	}: { readonly file: string; readonly options: Options; readonly command: Command },
): Promise<boolean> {
	const { client } = await connect(command);
	const { benchmark, model } = await client.submission(id);
	const file = await readAnswers(path);
	const questions = await fetchQuestions(client, benchmark);
	const prepare = pickPreparation(options);
	const reading = {
		questions,
		isPartial: true,
		accepted: readAcceptOption(options.accept),
		prepare,
		model: model.slug,
	};
	const check = await checkAnswers(file, reading, { client, benchmark });
	for (const line of describeCheck(check)) terminal.error(line);
	if (!check.ok) return false;
	const existing = options.replace ? 'replace' : 'refuse';
	await client.appendResponses(id, {
		file,
		isArray: isJsonArray(file),
		existing,
		accept: options.accept,
		prepare,
	});
	return true;
}
