import {
	type Client,
	createClient,
	type Question,
	type SubmissionEstimate,
} from '@codejoust/contract/client';
import { findElsewhere } from '@codejoust/contract/client/find-elsewhere';
import {
	createSubmissionChecker,
	type SubmissionCheck,
} from '@codejoust/formats/responses/check-submission';
import { findCsvHeader, isParquet } from '@codejoust/formats/bytes/file-start';
import { isElsewhere, nameElsewhere } from '@codejoust/formats/responses/strangers';
import type { ResponseOptions } from '@codejoust/formats/responses/response-options';
import type { KnownQuestion } from '@codejoust/formats/responses/known-questions';
import { promptOf } from '@codejoust/formats/questions/question-record';
import { squeezeText } from '@codejoust/formats/checks/squeezed-text';
import { addWarnings, flagsOf } from '@codejoust/formats/checks/warnings';

export type FileCheck = {
	readonly check: Pick<
		SubmissionCheck,
		'ok' | 'detected' | 'counts' | 'models' | 'preparation' | 'problems' | 'warnings'
	>;
	readonly flags: readonly string[];
	/** Absent while the file has problems. */
	readonly estimate: SubmissionEstimate | undefined;
};

const PAGE = 200;

export type FileChecker = (
	file: File,
	asked: Pick<ResponseOptions, 'accepted' | 'prepare' | 'model' | 'isPartial'> & {
		readonly benchmark: string;
	},
) => Promise<FileCheck | 'table'>;

/** Checks files by the server's own rules, in the browser: nothing of them is sent; `table` for CSV, which it does not read. A version's questions are asked for once. */
export function createFileChecker(): FileChecker {
	const client = createClient({ baseUrl: location.origin, fetch: (request) => fetch(request) });
	const known = new Map<string, Promise<readonly KnownQuestion[]>>();
	const questionsOf = (benchmark: string) => {
		const asked = known.get(benchmark) ?? listQuestions(client, benchmark);
		known.set(benchmark, asked);
		asked.catch(() => known.delete(benchmark));
		return asked;
	};
	return async (file, { benchmark, ...options }) => {
		const questions = await questionsOf(benchmark);
		const hashes: Promise<HashedAnswer>[] = [];
		const checker = createSubmissionChecker({ questions, ...options }, (answer) => {
			const hashed = hashAnswer(answer);
			if (hashed) hashes.push(hashed);
		});
		const columns = [...(options.prepare?.map?.values() ?? [])];
		const plain = await openPlain(file, columns);
		if (!plain) return 'table';
		const reader = plain.getReader();
		for (let read = await reader.read(); !read.done; read = await reader.read())
			checker.push(read.value);
		const placed = await placeStrangers(client, benchmark, checker.end());
		const answers = await Promise.all(hashes);
		const { model } = options;
		const check = await addCopies(client, placed, { benchmark, answers, model });
		const { responses, empty, characters } = check.counts;
		const size = { answers: responses - empty, characters };
		const estimate = check.ok ? await client.estimateSubmission(benchmark, size) : undefined;
		return { check, flags: flagsOf(check.warnings), estimate };
	};
}

type HashedAnswer = { readonly question_id: string; readonly sha256: string };

/** Undefined for an empty answer, and where the browser has no hashes since the page did not come over HTTPS. */
function hashAnswer({
	question_id,
	response,
}: {
	readonly question_id: string;
	readonly response: string;
}): Promise<HashedAnswer> | undefined {
	const text = squeezeText(response);
	if (text === '' || !isSecureContext) return undefined;
	return crypto.subtle
		.digest('SHA-256', new TextEncoder().encode(text))
		.then((digest) => ({ question_id, sha256: writeHex(new Uint8Array(digest)) }));
}

const writeHex = (bytes: Uint8Array) =>
	Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Copies of the baseline and of published models: the server compares hashes. */
async function addCopies(
	client: Client,
	check: SubmissionCheck,
	{
		benchmark,
		answers,
		model,
	}: {
		readonly benchmark: string;
		readonly answers: HashedAnswer[];
		readonly model: string | undefined;
	},
): Promise<SubmissionCheck> {
	if (!check.ok || answers.length === 0) return check;
	const asked = { answers, ...(model === undefined ? {} : { model }) };
	const { warnings } = await client.findCopies(benchmark, asked);
	return { ...check, warnings: addWarnings(check.warnings, warnings) };
}

/** Unpacked; undefined for a table, which is the server's to read. */
async function openPlain(
	file: File,
	columns: readonly string[],
): Promise<ReadableStream<Uint8Array> | undefined> {
	const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
	const isPacked = first === 0x1f && second === 0x8b;
	const open = () =>
		isPacked ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
	const head = open().getReader();
	const { value } = await head.read();
	await head.cancel();
	const isTable = value && (isParquet(value) || findCsvHeader(value, columns) !== undefined);
	return isTable ? undefined : open();
}

/** Of ids that are another benchmark's, which one. */
async function placeStrangers(
	client: Client,
	benchmark: string,
	check: SubmissionCheck,
): Promise<SubmissionCheck> {
	const { strangers: ids } = check;
	if (ids === undefined) return check;
	const found = await findElsewhere(client, { ids, except: benchmark });
	return found && isElsewhere(found.questions, ids) ? nameElsewhere(check, found.name) : check;
}

async function listQuestions(client: Client, benchmark: string): Promise<KnownQuestion[]> {
	const questions: Question[] = [];
	for (let cursor: string | null = ''; cursor !== null;) {
		const page = await client.questions(benchmark, { cursor, limit: PAGE });
		questions.push(...page.items);
		cursor = page.next_cursor;
	}
	return questions.map(({ question_id, messages, languages }) => ({
		question_id,
		languages,
		prompt: promptOf({ messages }),
	}));
}
