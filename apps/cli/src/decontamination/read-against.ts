import { ProblemError } from '@codejoust/contract/client';
import type { Visibility } from '@codejoust/contract/schemas/closed-lists';
import type { KnownQuestion } from '@codejoust/formats/responses/known-questions';
import type { Command } from 'commander';
import { connect } from '../connect.ts';
import { fetchQuestions } from '../known-questions.ts';
import { safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';
import { findFault, isThere } from './scan-file.ts';

/** What a benchmark is compared with. */
export type Against =
	| { readonly kind: 'file'; readonly path: string }
	| {
			readonly kind: 'benchmark';
			/** `slug@version`. */
			readonly name: string;
			readonly visibility: Visibility;
			readonly questions: readonly KnownQuestion[];
	  };

const BENCHMARK_NAME = /^[a-z0-9][a-z0-9-]{0,100}(?:@[A-Za-z0-9._-]{1,100})?$/;

/** Files, and benchmarks of the server where there is no file of the name. What is neither is refused, all of it at once. */
export async function readAgainst(
	names: readonly string[],
	command: Command,
): Promise<readonly Against[]> {
	const found: Against[] = [];
	const faults: string[] = [];
	for (const name of names) {
		const read = await readOne(name, command);
		if (typeof read === 'string') faults.push(read);
		else found.push(read);
	}
	if (faults.length > 0) throw new UsageError(faults.join('\n'));
	return found;
}

/** A text says what is wrong. */
async function readOne(name: string, command: Command): Promise<Against | string> {
	const isName = BENCHMARK_NAME.test(name) && !/\.(?:jsonl?|gz|csv|txt|parquet)$/i.test(name);
	if (!isName || (await isThere(name)))
		return (await findFault(name)) ?? { kind: 'file', path: name };
	const { client } = await connect(command);
	try {
		const { slug, version, visibility } = await client.benchmark(name);
		const full = `${slug}@${version}`;
		const questions = await fetchQuestions(client, full);
		return { kind: 'benchmark', name: full, visibility, questions };
	} catch (error) {
		if (!(error instanceof ProblemError) || error.problem.status !== 404) throw error;
		return `${safeText(name)} is neither a file nor a benchmark of the server: ${safeText(error.problem.detail)}`;
	}
}
