import type { z } from '@hono/zod-openapi';
import { refuseInvalid } from '../middleware/problems.ts';
import { Refusal } from '../refusal.ts';

/** Reads a multipart/form-data body that is in memory; the answer gives the bytes of a part, undefined when it is absent. */
export async function readForm(
	contentType: string,
	bytes: Uint8Array<ArrayBuffer>,
): Promise<(name: string) => Promise<Uint8Array | undefined>> {
	const form = await new Response(bytes, { headers: { 'content-type': contentType } })
		.formData()
		.catch(() => {
			throw new Refusal('malformed-body', 'The body is not valid multipart/form-data.');
		});
	return async (name) => {
		const value = form.get(name);
		if (value === null) return undefined;
		return typeof value === 'string'
			? new TextEncoder().encode(value)
			: new Uint8Array(await value.arrayBuffer());
	};
}

/** A part of a body by its schema; refused with every problem of it. */
export function acceptPart<Schema extends z.ZodType>(
	schema: Schema,
	data: unknown,
	target: string,
): z.infer<Schema> {
	const parsed = schema.safeParse(data);
	if (!parsed.success) refuseInvalid({ ...parsed, target, data });
	if (!parsed.success) throw new Error('invalid input was not refused');
	return parsed.data;
}
