import type { z } from '@hono/zod-openapi';
import { refuseInvalid } from '../middleware/problems.ts';
import { Refusal } from '../refusal.ts';
import { newCheckSet } from '@codejoust/contract/schemas/judge-check';
import { parseJson } from '../middleware/read-body.ts';
import { acceptPart, readForm } from '../middleware/read-form.ts';

export type PairsUpload = {
	readonly metadata: z.output<typeof newCheckSet>;
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
	const parts = await readForm(contentType ?? '', bytes);
	const [described, file] = [parts.get('metadata'), parts.get('pairs')];
	if (!described || !file)
		throw new Refusal(
			'invalid-input',
			'The form needs the parts "metadata" (JSON) and "pairs" (a file).',
		);
	const data = parseJson(described);
	const metadata = acceptPart(newCheckSet, data, 'metadata');
	refuseInvalid({ success: true, data, target: 'metadata' });
	return { metadata, file };
}
