/** A line of a file, or the start of one that is longer than the limit. */
export type FileLine = { readonly text: string; readonly isCut: boolean };

/** What is kept of a line that is too long: the ids of a result are at its start. */
const HEAD_BYTES = 1024;
const NEWLINE = 10;

/** The lines of a stream of UTF-8 without those that are empty. A line of more than `maxBytes` is not kept, but for its head. */
export async function* readLines(
	chunks: AsyncIterable<Uint8Array> | readonly Uint8Array[],
	maxBytes: number,
): AsyncGenerator<FileLine> {
	const line = startLine(maxBytes);
	for await (const chunk of chunks) {
		let from = 0;
		for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
			line.add(chunk.subarray(from, at));
			yield* line.end();
			from = at + 1;
		}
		line.add(chunk.subarray(from));
	}
	yield* line.end();
}

function startLine(maxBytes: number) {
	let parts: Uint8Array[] = [];
	let size = 0;
	let isCut = false;
	const add = (part: Uint8Array) => {
		size += part.length;
		if (isCut || part.length === 0) return;
		parts.push(part);
		if (size <= maxBytes) return;
		parts = [Uint8Array.from(Buffer.concat(parts).subarray(0, HEAD_BYTES))];
		isCut = true;
	};
	const end = (): readonly FileLine[] => {
		const text = Buffer.concat(parts).toString();
		const lines = size === 0 ? [] : [{ text, isCut }];
		parts = [];
		size = 0;
		isCut = false;
		return lines;
	};
	return { add, end };
}
