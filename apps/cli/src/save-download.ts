import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { escapeUnsafe, safeText } from './safe-text.ts';
import { isClosedPipe, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/**
 * Writes an answer as it comes: to a file, which appears under its name when it is whole, or to standard output. On a
 * terminal nothing in it moves the cursor or hides itself.
 */
export async function saveDownload(
	response: Response,
	{ file, terminal }: { readonly file: string | undefined; readonly terminal: Terminal },
): Promise<void> {
	if (!response.body) throw new Error('the server sent nothing');
	const body = Readable.from(response.body);
	if (file !== undefined) return saveFile(body, file, terminal);
	const shown = terminal.width === undefined ? body : body.compose(escapeStream());
	try {
		await pipeline(shown, process.stdout, { end: false });
	} catch (error) {
		if (!isClosedPipe(error)) throw error;
	}
}

async function saveFile(body: Readable, file: string, terminal: Terminal): Promise<void> {
	const part = `${file}.part`;
	try {
		await pipeline(body, createWriteStream(part));
		await rename(part, file);
	} catch (error) {
		await rm(part, { force: true });
		if (error instanceof Error && 'syscall' in error && 'code' in error)
			throw new UsageError(`${safeText(file)} cannot be written: ${String(error.code)}.`);
		throw error;
	}
	terminal.error(`Saved as ${safeText(file)}.`);
}

function escapeStream(): Transform {
	const decoder = new TextDecoder();
	// CSV ends its lines with both; a terminal needs the one.
	const escape = (text: string) => escapeUnsafe(text.replaceAll('\r\n', '\n'));
	return new Transform({
		transform: (chunk: Uint8Array, _encoding, done) =>
			done(null, escape(decoder.decode(chunk, { stream: true }))),
		flush: (done) => done(null, escape(decoder.decode())),
	});
}
