import type { Client } from '@codejoust/contract/client';
import { findElsewhere } from '@codejoust/contract/client/find-elsewhere';
import {
	checkResponses,
	type SubmissionCheck,
} from '@codejoust/formats/responses/check-submission';
import type { ResponseOptions } from '@codejoust/formats/responses/response-options';
import { isElsewhere, nameElsewhere } from '@codejoust/formats/responses/strangers';

/** Checks answers by the server's own reader; of ids that are another benchmark's of the server, it says which one. */
export async function checkAnswers(
	file: Uint8Array,
	options: ResponseOptions,
	{ client, benchmark }: { readonly client: Client; readonly benchmark: string },
): Promise<SubmissionCheck> {
	const check = checkResponses(file, options);
	const { strangers: ids } = check;
	if (ids === undefined) return check;
	const found = await findElsewhere(client, { ids, except: benchmark });
	return found && isElsewhere(found.questions, ids) ? nameElsewhere(check, found.name) : check;
}
