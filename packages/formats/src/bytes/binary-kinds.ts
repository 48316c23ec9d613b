type Binary = { readonly magic: readonly number[]; readonly words: string; readonly cure: string };

const JSON_LINES = 'write its records as JSONL or CSV';
const UNPACK = 'unpack it first, or pack it with gzip';

/** First bytes of files that people send by mistake, by the publishers' descriptions of their formats; at most four are compared. */
const KINDS: readonly Binary[] = [
	{
		magic: [0xd0, 0xcf, 0x11, 0xe0],
		words: 'an old Office file, such as XLS',
		cure: 'save it as CSV (UTF-8)',
	},
	{ magic: [...bytesOf('SQLi')], words: 'an SQLite database', cure: JSON_LINES },
	{ magic: [...bytesOf('ARRO')], words: 'an Arrow file', cure: JSON_LINES },
	{ magic: [0x80, 0x04, 0x95], words: 'a Python pickle', cure: JSON_LINES },
	{ magic: [0x28, 0xb5, 0x2f, 0xfd], words: 'compressed with zstd', cure: UNPACK },
	{ magic: [...bytesOf('BZh')], words: 'compressed with bzip2', cure: UNPACK },
	{ magic: [0xfd, 0x37, 0x7a, 0x58], words: 'compressed with xz', cure: UNPACK },
	{ magic: [0x37, 0x7a, 0xbc, 0xaf], words: 'compressed with 7-Zip', cure: UNPACK },
	{ magic: [0, 0], words: 'binary data that begins with NUL bytes', cure: JSON_LINES },
];

/** What a file is that is no text, with what to do; undefined where its first four bytes do not say so. */
export function describeBinary(head: Uint8Array): string | undefined {
	const kind = KINDS.find(({ magic }) => magic.every((byte, at) => head[at] === byte));
	return kind === undefined ? undefined : `The file is ${kind.words}; ${kind.cure}.`;
}

function bytesOf(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}
