import {
	type NewModel,
	ProblemError,
	type Submission,
	type VariantSettings,
} from '@codejoust/api/client';
import { readRows } from '@codejoust/api/client/decode';
import type { Connection } from './connect.ts';
import { safeText } from './safe-text.ts';
import { submissionKey } from './submission-key.ts';
import { UsageError } from './usage-error.ts';

export type Sending = {
	/** With its version. */
	readonly benchmark: string;
	readonly model: string | NewModel;
	readonly variant: VariantSettings | undefined;
	/** Has been checked: every row of it is a record. */
	readonly file: Uint8Array<ArrayBuffer>;
};

/** Submits a file as it is; with a new model as JSON, since a file's query can only name a known one. */
export async function sendSubmission(
	{ client, server }: Connection,
	{ benchmark, model, variant, file }: Sending,
): Promise<Submission> {
	const key = submissionKey({ server, benchmark, model, variant, file });
	const settings = variant === undefined ? {} : { variant };
	if (typeof model === 'string')
		return client
			.submitFile({ benchmark, model, file, isArray: isJsonArray(file), ...settings }, key)
			.catch((error: unknown) => {
				throw isUnknownModel(error) ? new UsageError(sayHowToAdd(model)) : error;
			});
	const responses = [...readRows(file)].flatMap((row) =>
		row.kind === 'record' ? [row.record] : [],
	);
	return client.createSubmission({ benchmark, model, responses, ...settings }, key);
}

function isUnknownModel(error: unknown): boolean {
	if (!(error instanceof ProblemError)) return false;
	const { code, errors = [] } = error.problem;
	return code === 'invalid-input' && errors.some(({ name }) => name === 'model');
}

/** A model's slug that the server calls unknown. */
function sayHowToAdd(model: string): string {
	return `The server knows no model "${safeText(model)}". Add it with --name "Its display name", or see "codejoust models".`;
}

function isJsonArray(file: Uint8Array): boolean {
	const start = new TextDecoder().decode(file.subarray(0, 1024));
	return start.trimStart().startsWith('[');
}
