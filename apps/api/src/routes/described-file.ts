import type { z } from '@hono/zod-openapi';
import { refuseInvalid } from '../middleware/problems.ts';
import { parseJson } from '../middleware/read-body.ts';
import { acceptPart, readForm } from '../middleware/read-form.ts';
import { Refusal } from '../refusal.ts';

/** A form of two parts: `metadata`, which is JSON by a schema, and a file, which is not read yet. */
export async function readDescribedFile<Schema extends z.ZodType>(
	{
		contentType = '',
		bytes,
	}: { readonly contentType: string | undefined; readonly bytes: Uint8Array<ArrayBuffer> },
	{ part, schema }: { readonly part: string; readonly schema: Schema },
): Promise<{ readonly metadata: z.output<Schema>; readonly file: Uint8Array }> {
	const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
	if (type !== 'multipart/form-data')
		throw new Refusal(
			'unsupported-media-type',
			`The content type "${type}" is not accepted here. Send multipart/form-data.`,
		);
	const parts = await readForm(contentType, bytes);
	const [described, file] = [parts.get('metadata'), parts.get(part)];
	if (!described || !file)
		throw new Refusal(
			'invalid-input',
			`The form needs the parts "metadata" (JSON) and "${part}" (a file).`,
		);
	const data = parseJson(described);
	const metadata = acceptPart(schema, data, 'metadata');
	refuseInvalid({ success: true, data, target: 'metadata' });
	return { metadata, file };
}
