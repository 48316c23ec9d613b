import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { z } from '@hono/zod-openapi';
import { decodeUtf8 } from '@codejoust/formats/bytes/utf8';
import { refuseInvalid } from './problems.ts';
import { Refusal } from '../refusal.ts';
import { type FormPart, readParts } from './form-parts.ts';
import { malformedForm } from './malformed-form.ts';

const MAX_FIELD_BYTES = 64 * 1024;

/** The parts of a multipart/form-data body that is in memory, by name. */
export async function readForm(
	contentType: string,
	bytes: Uint8Array,
): Promise<ReadonlyMap<string, Uint8Array>> {
	const parts = new Map<string, Uint8Array>();
	for await (const { name, body } of readParts(Readable.from([bytes]), contentType))
		parts.set(name, await buffer(body));
	return parts;
}

/** A field of a form as text; undefined when it is empty. */
export async function readField({ name, body }: FormPart): Promise<string | undefined> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.byteLength;
		if (size > MAX_FIELD_BYTES)
			throw new Refusal('body-too-large', `The field "${name}" is larger than 64 KiB.`);
		chunks.push(chunk);
	}
	const reading = decodeUtf8(Buffer.concat(chunks));
	if (reading.kind === 'invalid') throw malformedForm(`its field "${name}" is not valid UTF-8`);
	return reading.text === '' ? undefined : reading.text;
}

/** The body of one part alone. */
export async function* readPart(
	body: AsyncIterable<Uint8Array>,
	contentType: string,
	name: string,
): AsyncGenerator<Uint8Array> {
	for await (const part of readParts(body, contentType)) if (part.name === name) yield* part.body;
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
