import { createHash } from 'node:crypto';
import { type Client, ProblemError } from '@codejoust/contract/client';
import { findElsewhere } from '@codejoust/contract/client/find-elsewhere';
import { squeezeText } from '@codejoust/formats/checks/squeezed-text';
import { addWarnings, type Warning } from '@codejoust/formats/checks/warnings';
import {
	checkResponses,
	type SubmissionCheck,
} from '@codejoust/formats/responses/check-submission';
import type { ResponseOptions } from '@codejoust/formats/responses/response-options';
import { isElsewhere, nameElsewhere } from '@codejoust/formats/responses/strangers';

type Server = { readonly client: Client; readonly benchmark: string };
type HashedAnswer = { readonly question_id: string; readonly sha256: string };

/**
 * Checks answers by the server's own reader; of ids that are another benchmark's of the server, it says which one. The server is sent
 * hashes of the answers, to find copies of the baseline and of published models.
 */
export async function checkAnswers(
	file: Uint8Array,
	options: ResponseOptions,
	server: Server,
): Promise<SubmissionCheck> {
	const answers: HashedAnswer[] = [];
	const check = checkResponses(file, options, ({ question_id, response }) => {
		const text = squeezeText(response);
		if (text === '') return;
		answers.push({ question_id, sha256: createHash('sha256').update(text).digest('hex') });
	});
	const { strangers: ids } = check;
	if (ids !== undefined) {
		const found = await findElsewhere(server.client, { ids, except: server.benchmark });
		return found && isElsewhere(found.questions, ids) ? nameElsewhere(check, found.name) : check;
	}
	if (!check.ok || answers.length === 0) return check;
	const copies = await findCopies(server, answers, options.model);
	return { ...check, warnings: addWarnings(check.warnings, copies) };
}

async function findCopies(
	{ client, benchmark }: Server,
	answers: HashedAnswer[],
	model: string | undefined,
): Promise<readonly Warning[]> {
	const asked = { answers, ...(model === undefined ? {} : { model }) };
	try {
		return (await client.findCopies(benchmark, asked)).warnings;
	} catch (error) {
		// A server of an earlier version: it looks for copies when the answers are submitted.
		if (error instanceof ProblemError && error.problem.code === 'not-found') return [];
		throw error;
	}
}
