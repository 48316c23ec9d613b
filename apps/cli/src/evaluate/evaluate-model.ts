import { readFile } from 'node:fs/promises';
import type {
	Benchmark,
	Submission,
	SubmissionPlace,
	VariantSettings,
} from '@codejoust/contract/client';
import type { NewCheckpoint, NewModel, NewStatedPrice } from '@codejoust/contract/client';
import type { PreparationOptions } from '@codejoust/formats/checks/preparation';
import { describeCheck } from '@codejoust/formats/responses/check-submission';
import { readAcceptOption } from '../accept-option.ts';
import { makeAnswers, type MakingOptions } from '../answer/make-answers.ts';
import { checkAnswers } from '../check-answers.ts';
import type { CliContext } from '../cli-context.ts';
import type { Connection } from '../connect.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { fetchQuestionIds } from '../known-questions.ts';
import { sendSubmission, submissionKeyOf } from '../send-submission.ts';
import type { RunWay } from '../via-option.ts';
import { watchRun } from '../watch.ts';
import { readEvaluateState, writeEvaluateState } from './evaluate-state.ts';
import { printPlace } from './print-place.ts';

export type Evaluation = {
	/** The model on the board. */
	readonly model: string | NewModel;
	readonly variant: VariantSettings | undefined;
	readonly isPublic: boolean;
	readonly contact: string | undefined;
	readonly via: RunWay;
	readonly accept: string | undefined;
	readonly prepare: PreparationOptions;
	readonly checkpoint: NewCheckpoint | undefined;
	readonly price: NewStatedPrice | undefined;
	readonly patienceSeconds: number;
	readonly making: MakingOptions;
};

/** Where the model stands, or what the command ends with before that is known. */
export type Evaluated =
	| { readonly kind: 'placed'; readonly place: SubmissionPlace; readonly code: ExitCode }
	| { readonly kind: 'ended'; readonly code: ExitCode };

const ended = (code: ExitCode): Evaluated => ({ kind: 'ended', code });

/**
 * Makes the answers, checks and submits them, follows their judging and prints the place on the board. Every step looks first
 * whether it is done: killed anywhere, the same call goes on.
 */
export async function evaluateModel(
	context: CliContext,
	connection: Connection,
	benchmark: Benchmark,
	evaluation: Evaluation,
	signal: AbortSignal,
): Promise<Evaluated> {
	const { terminal } = context;
	const { making } = evaluation;
	const made = await makeAnswers(terminal, connection, benchmark, making, signal);
	if (made.code !== EXIT.ok || making.dryRun) return ended(made.code);
	const submission = await submit(context, connection, benchmark, evaluation, made.out);
	if (!submission) return ended(EXIT.badInput);
	const [run] = submission.runs;
	if (!run) return ended(EXIT.failed);
	terminal.error(`Submission ${submission.id}, run ${run.id}.`);
	let code: ExitCode = EXIT.ok;
	const { patienceSeconds } = evaluation;
	const watching = { terminal, finish: (found: ExitCode) => void (code = found) };
	const watched = await watchRun(watching, connection, { id: run.id, patienceSeconds });
	if (watched?.state !== 'done') return ended(code);
	const place = await printPlace(context, connection, submission.id);
	return { kind: 'placed', place, code };
}

/** The submission of these very answers, made now or before; undefined for a file with problems. */
async function submit(
	{ terminal }: CliContext,
	connection: Connection,
	{ slug, version }: Benchmark,
	{ model, variant, isPublic, contact, via, accept, prepare, checkpoint, price }: Evaluation,
	out: string,
): Promise<Submission | undefined> {
	const benchmark = `${slug}@${version}`;
	const file = new Uint8Array(await readFile(out));
	const { client } = connection;
	const reading = {
		questions: await fetchQuestionIds(client, benchmark),
		accepted: readAcceptOption(accept),
		prepare,
		model: typeof model === 'string' ? model : model.slug,
	};
	const check = await checkAnswers(file, reading, { client, benchmark });
	for (const line of describeCheck(check)) terminal.error(line);
	if (!check.ok) return undefined;
	const visibility = isPublic ? 'public' : 'private';
	const sending = {
		benchmark,
		model,
		variant,
		visibility,
		contact,
		via,
		isDraft: false,
		accept,
		checkpoint,
		price,
		prepare,
		file,
	} as const;
	const key = submissionKeyOf(connection, sending);
	const path = `${out.replace(/\.jsonl$/, '')}.evaluate.json`;
	const earlier = await readEvaluateState(path);
	if (earlier?.key === key && earlier.server === connection.server)
		return client.submission(earlier.submission);
	const submission = await sendSubmission(connection, sending);
	await writeEvaluateState(path, { server: connection.server, key, submission: submission.id });
	return submission;
}
