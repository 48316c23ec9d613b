import {
	type Client,
	createClient,
	type Question,
	type SubmissionEstimate,
} from '@codejoust/contract/client';
import {
	createSubmissionChecker,
	type SubmissionCheck,
} from '@codejoust/formats/responses/check-submission';
import type { MisplacedCode } from '@codejoust/formats/checks/misplaced-text';
import type { KnownQuestion } from '@codejoust/formats/responses/known-questions';
import { promptOf } from '@codejoust/formats/questions/question-record';
import { flagsOf } from '@codejoust/formats/checks/warnings';

export type FileCheck = {
	readonly check: SubmissionCheck;
	readonly flags: readonly string[];
	/** Absent while the file has problems. */
	readonly estimate: SubmissionEstimate | undefined;
};

const PAGE = 200;

export type FileChecker = (
	file: File,
	benchmark: string,
	accepted: readonly MisplacedCode[],
) => Promise<FileCheck>;

/** Checks files by the server's own rules, in the browser: nothing of them is sent. A version's questions are asked for once. */
export function createFileChecker(): FileChecker {
	const client = createClient({ baseUrl: location.origin, fetch: (request) => fetch(request) });
	const known = new Map<string, Promise<readonly KnownQuestion[]>>();
	const questionsOf = (benchmark: string) => {
		const asked = known.get(benchmark) ?? listQuestions(client, benchmark);
		known.set(benchmark, asked);
		asked.catch(() => known.delete(benchmark));
		return asked;
	};
	return async (file, benchmark, accepted) => {
		const questions = await questionsOf(benchmark);
		const checker = createSubmissionChecker({ questions, accepted });
		const reader = file.stream().getReader();
		for (let read = await reader.read(); !read.done; read = await reader.read())
			checker.push(read.value);
		const check = checker.end();
		const { responses, empty, characters } = check.counts;
		const size = { answers: responses - empty, characters };
		const estimate = check.ok ? await client.estimateSubmission(benchmark, size) : undefined;
		return { check, flags: flagsOf(check.warnings), estimate };
	};
}

async function listQuestions(client: Client, benchmark: string): Promise<KnownQuestion[]> {
	const questions: Question[] = [];
	for (let cursor: string | null = ''; cursor !== null;) {
		const page = await client.questions(benchmark, { cursor, limit: PAGE });
		questions.push(...page.items);
		cursor = page.next_cursor;
	}
	return questions.map(({ question_id, messages }) => ({
		question_id,
		prompt: promptOf({ messages }),
	}));
}
