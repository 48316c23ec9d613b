import { MIMEType } from 'node:util';
import { decodeUtf8 } from '@codejoust/formats/bytes/utf8';
import type { Refusal } from '../refusal.ts';
import { malformedForm } from './malformed-form.ts';

export const MAX_HEAD_CHARACTERS = 4096;
const MAX_NAME_CHARACTERS = 100;

/** The boundary that a multipart/form-data content type names. */
export function readBoundary(contentType: string): string {
	const boundary = readParameter(contentType, 'boundary');
	if (!boundary || boundary.length > 70) throw malformedForm('its content type names no boundary');
	return boundary;
}

/** The name of a part by its head: header names in lower case, each with its values as latin1 texts. */
export function readPartName(head: unknown): string | Refusal {
	const headers = head as Readonly<Record<string, readonly string[]>>;
	const length = Object.entries(headers).reduce(
		(sum, [name, values]) => sum + name.length + values.join('').length,
		0,
	);
	if (length > MAX_HEAD_CHARACTERS)
		return malformedForm(`the head of a part is longer than ${MAX_HEAD_CHARACTERS} characters`);
	const disposition = headers['content-disposition']?.[0] ?? '';
	// Its parameters have the grammar of a media type's.
	const name = readParameter(`multipart/${disposition}`, 'name');
	if (!name) return malformedForm('a part of it has no name');
	const reading = decodeUtf8(Buffer.from(name, 'latin1'));
	if (reading.kind === 'invalid') return malformedForm('the name of a part is not valid UTF-8');
	if (reading.text.length > MAX_NAME_CHARACTERS)
		return malformedForm(`the name of a part is longer than ${MAX_NAME_CHARACTERS} characters`);
	return reading.text;
}

/** A parameter of multipart/form-data; undefined when it is absent or the text is another type's. */
function readParameter(text: string, name: string): string | undefined {
	if (!/^multipart\/form-data(?:[;\s]|$)/i.test(text)) return undefined;
	return new MIMEType(text).params.get(name) ?? undefined;
}
