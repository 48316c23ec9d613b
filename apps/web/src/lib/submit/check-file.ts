import { createClient, type Question, type SubmissionEstimate } from '@codejoust/api/client';
import {
	createSubmissionChecker,
	type SubmissionCheck,
} from '@codejoust/api/client/check-submission';
import { promptOf } from '@codejoust/api/client/question-record';
import { flagsOf } from '@codejoust/api/client/warnings';

export type FileCheck = {
	readonly check: SubmissionCheck;
	readonly flags: readonly string[];
	/** Absent while the file has problems. */
	readonly estimate: SubmissionEstimate | undefined;
};

const PAGE = 200;

/** Checks a file by the server's own rules, in the browser: nothing of it is sent. */
export async function checkFile(file: File, benchmark: string): Promise<FileCheck> {
	const client = createClient({ baseUrl: location.origin, fetch: (request) => fetch(request) });
	const questions: Question[] = [];
	for (let cursor: string | null = ''; cursor !== null;) {
		const page = await client.questions(benchmark, { cursor, limit: PAGE });
		questions.push(...page.items);
		cursor = page.next_cursor;
	}
	const known = questions.map(({ question_id, messages }) => ({
		question_id,
		prompt: promptOf({ messages }),
	}));
	const checker = createSubmissionChecker({ questions: known });
	const reader = file.stream().getReader();
	for (let read = await reader.read(); !read.done; read = await reader.read())
		checker.push(read.value);
	const check = checker.end();
	const { responses, empty, characters } = check.counts;
	const size = { answers: responses - empty, characters };
	const estimate = check.ok ? await client.estimateSubmission(benchmark, size) : undefined;
	return { check, flags: flagsOf(check.warnings), estimate };
}
