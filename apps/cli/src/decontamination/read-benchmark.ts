import { stat } from 'node:fs/promises';
import { ProblemError } from '@codejoust/contract/client';
import { readLabelledPairs } from '@codejoust/formats/pairs/labelled-pairs';
import { promptOf } from '@codejoust/formats/questions/question-record';
import type { KnownQuestion } from '@codejoust/formats/responses/known-questions';
import type { ComparedQuestion } from '@codejoust/formats/texts/file-overlap';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { fetchQuestions, readQuestionsFile } from '../known-questions.ts';
import { readBytes } from '../read-file.ts';
import { safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

/** The questions that files are compared with, and where they are from. */
export type ComparedBenchmark = {
	readonly source: 'file' | 'server';
	readonly name: string;
	/** Each prompt once: of several pairs of one prompt, the first. */
	readonly questions: readonly ComparedQuestion[];
};

/** A file of questions or labelled pairs where there is one of that name, or else a benchmark of the server. */
export async function readBenchmark(
	name: string,
	taskTypes: string | undefined,
	command: Command,
): Promise<ComparedBenchmark> {
	const found = await stat(name).catch(() => undefined);
	if (found?.isDirectory())
		throw new UsageError(
			`${safeText(name)} is a folder: name a file of questions in it, or a benchmark such as codearena@1.`,
		);
	if (found !== undefined) {
		return { source: 'file', name, questions: await readFileQuestions(name, taskTypes) };
	}
	if (/[/\\]|\.(?:jsonl?|gz)$/i.test(name))
		throw new UsageError(`${safeText(name)} cannot be read: there is no such file.`);
	const { client } = await connect(command);
	try {
		const questions = await fetchQuestions(client, name);
		return { source: 'server', name, questions: distinct(questions) };
	} catch (error) {
		if (!(error instanceof ProblemError) || error.problem.status !== 404) throw error;
		throw new UsageError(
			`${safeText(error.problem.detail)} There is no file of this name either; "codejoust benchmarks" lists the benchmarks.`,
		);
	}
}

async function readFileQuestions(
	path: string,
	taskTypes: string | undefined,
): Promise<readonly ComparedQuestion[]> {
	const { pairs, problems } = readLabelledPairs([{ bytes: await readBytes(path) }]);
	if (pairs.length === 0 || problems.total > 0)
		return distinct(await readQuestionsFile(path, taskTypes));
	return distinct(
		pairs.map(({ pair_id, messages }) => ({
			question_id: pair_id,
			prompt: promptOf({ messages }),
		})),
	);
}

function distinct(questions: readonly KnownQuestion[]): readonly ComparedQuestion[] {
	const firsts = new Map<string, ComparedQuestion>();
	for (const { question_id, prompt = '' } of questions)
		if (!firsts.has(prompt)) firsts.set(prompt, { question_id, prompt });
	return [...firsts.values()];
}
