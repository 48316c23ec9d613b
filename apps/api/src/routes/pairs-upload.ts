import type { z } from '@hono/zod-openapi';
import { refuseInvalid } from '../middleware/problems.ts';
import { Refusal } from '../refusal.ts';
import { newCheckSet } from '../schemas/judge-check.ts';
import { parseJson } from './read-body.ts';
import { acceptPart, readForm } from './read-form.ts';

export type PairsUpload = {
	readonly facts: z.output<typeof newCheckSet>;
	readonly file: Uint8Array;
};

/** The parts of an upload of labelled pairs; the file itself is not read yet. */
export async function readPairsUpload(
	contentType: string | undefined,
	bytes: Uint8Array<ArrayBuffer>,
): Promise<PairsUpload> {
	const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
	if (type !== 'multipart/form-data')
		throw new Refusal(
			'unsupported-media-type',
			`The content type "${type}" is not accepted here. Send multipart/form-data.`,
		);
	const part = await readForm(contentType ?? '', bytes);
	const [described, file] = [await part('metadata'), await part('pairs')];
	if (!described || !file)
		throw new Refusal(
			'invalid-input',
			'The form needs the parts "metadata" (JSON) and "pairs" (a file).',
		);
	const data = parseJson(described);
	const facts = acceptPart(newCheckSet, data, 'metadata');
	refuseInvalid({ success: true, data, target: 'metadata' });
	return { facts, file };
}
