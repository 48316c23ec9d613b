import {
	type NewCheckpoint,
	type NewModel,
	type NewStatedPrice,
	ProblemError,
	type Submission,
	type VariantSettings,
} from '@codejoust/contract/client';
import type { PreparationOptions } from '@codejoust/formats/checks/preparation';
import type { Connection } from './connect.ts';
import { safeText } from './safe-text.ts';
import type { RunWay } from './via-option.ts';
import { submissionKey } from './submission-key.ts';
import { UsageError } from './usage-error.ts';

export type Sending = {
	/** With its version. */
	readonly benchmark: string;
	readonly model: string | NewModel;
	readonly variant: VariantSettings | undefined;
	readonly visibility: 'public' | 'private';
	readonly contact: string | undefined;
	/** Live unless told. */
	readonly via: RunWay;
	readonly isDraft: boolean;
	readonly accept: string | undefined;
	readonly checkpoint?: NewCheckpoint | undefined;
	readonly price?: NewStatedPrice | undefined;
	readonly prepare: PreparationOptions;
	readonly file: Uint8Array<ArrayBuffer>;
};

/** Submits a file as it is. */
export async function sendSubmission(
	{ client, server }: Connection,
	{ variant, contact, via, ...sending }: Sending,
): Promise<Submission> {
	const key = submissionKeyOf({ server }, { variant, contact, via, ...sending });
	const upload = {
		...sending,
		isArray: isJsonArray(sending.file),
		...(variant === undefined ? {} : { variant }),
		...(contact === undefined ? {} : { contact }),
		// The server's word when it is left out, and so a request that earlier versions take.
		...(via === 'live' ? {} : { via }),
	};
	try {
		return await client.submitFile(upload, key);
	} catch (error) {
		const { model } = sending;
		if (typeof model !== 'string' || !isUnknownModel(error)) throw error;
		throw new UsageError(sayHowToAdd(model));
	}
}

/** The key under which a submission is sent: the same request, the same submission. */
export function submissionKeyOf({ server }: Pick<Connection, 'server'>, sending: Sending): string {
	const { contact: _contact, via: _via, price: _price, ...rest } = sending;
	return submissionKey({ server, ...rest });
}

function isUnknownModel(error: unknown): boolean {
	if (!(error instanceof ProblemError)) return false;
	const { code, errors = [] } = error.problem;
	return code === 'invalid-input' && errors.some(({ name }) => name === 'model');
}

/** A model's slug that the server calls unknown. */
export function sayHowToAdd(model: string): string {
	return `The server knows no model "${safeText(model)}". Add it with --name "Its display name", or see "codejoust models".`;
}

export function isJsonArray(file: Uint8Array): boolean {
	const start = new TextDecoder().decode(file.subarray(0, 1024));
	return start.trimStart().startsWith('[');
}
