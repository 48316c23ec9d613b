import { decodeUtf8 } from '../client/utf8.ts';
import { Refusal } from '../refusal.ts';
import { readPiece, type Spool } from './spool-body.ts';

/** Where a part of a form stands in its body. */
export type FormPart = { readonly start: number; readonly end: number };

const MAX_PARTS = 50;
const MAX_HEAD_BYTES = 4096;
const MAX_FIELD_BYTES = 64 * 1024;

/** The parts of a multipart/form-data body (RFC 7578) by name, without reading a file into memory. */
export async function splitForm(
	spool: Spool,
	contentType: string,
): Promise<ReadonlyMap<string, FormPart>> {
	const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^;\s"]{1,70}))/i.exec(contentType);
	if (!boundary) throw malformed('its content type names no boundary');
	const line = `--${boundary[1] ?? boundary[2]}`;
	const marks = await findAll(spool, Buffer.from(`\r\n${line}`), Buffer.from(line));
	const parts = new Map<string, FormPart>();
	for (const [index, { end: from }] of marks.entries()) {
		const next = marks[index + 1];
		if (!next) break;
		const { name, length } = await readHead(spool, from, next.start);
		if (parts.has(name)) throw malformed(`it has two parts named "${name}"`);
		parts.set(name, { start: from + length, end: next.start });
	}
	const last = marks.at(-1);
	const isEnded = last && (await readPiece(spool, last.end, Math.min(spool.size, last.end + 2)));
	if (isEnded?.toString('latin1') !== '--') throw malformed('it ends before its last boundary');
	return parts;
}

/** A field of a form as text; undefined when it is absent or empty. */
export async function readField(
	spool: Spool,
	name: string,
	part: FormPart | undefined,
): Promise<string | undefined> {
	if (!part || part.end === part.start) return undefined;
	if (part.end - part.start > MAX_FIELD_BYTES)
		throw new Refusal('body-too-large', `The field "${name}" is larger than 64 KiB.`);
	const reading = decodeUtf8(await readPiece(spool, part.start, part.end));
	if (reading.kind === 'invalid') throw malformed(`its field "${name}" is not valid UTF-8`);
	return reading.text;
}

type Mark = { readonly start: number; readonly end: number };

/** Every boundary; the first one may stand at the very beginning. */
async function findAll(spool: Spool, mark: Buffer, first: Buffer): Promise<readonly Mark[]> {
	const opening = await readPiece(spool, 0, Math.min(spool.size, first.length));
	const found: Mark[] = opening.equals(first) ? [{ start: 0, end: first.length }] : [];
	let window = Buffer.alloc(0);
	let offset = 0;
	for await (const chunk of spool.read()) {
		window = Buffer.concat([window, chunk]);
		let from = 0;
		for (let at = window.indexOf(mark); at !== -1; at = window.indexOf(mark, from)) {
			found.push({ start: offset + at, end: offset + at + mark.length });
			if (found.length > MAX_PARTS) throw malformed(`it has more than ${MAX_PARTS} parts`);
			from = at + mark.length;
		}
		const kept = Math.min(window.length - from, mark.length - 1);
		offset += window.length - kept;
		window = window.subarray(window.length - kept);
	}
	return found;
}

async function readHead(
	spool: Spool,
	start: number,
	end: number,
): Promise<{ readonly name: string; readonly length: number }> {
	const piece = await readPiece(spool, start, Math.min(end, start + MAX_HEAD_BYTES));
	const text = piece.toString('latin1');
	const length = text.indexOf('\r\n\r\n');
	const name = /^content-disposition:\s*form-data;.*?\bname="([^"\r\n]{1,100})"/im.exec(
		text.slice(0, Math.max(0, length)),
	);
	if (length === -1 || !name?.[1]) throw malformed('a part of it has no name');
	return { name: name[1], length: length + 4 };
}

function malformed(why: string): Refusal {
	return new Refusal('malformed-body', `The body is not valid multipart/form-data: ${why}.`);
}
