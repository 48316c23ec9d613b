import { type FileMetaData, parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describeBytes, groupDigits } from '../../checks/limits.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { PARQUET_CODECS } from './parquet-codecs.ts';
import { pickColumns } from './parquet-columns.ts';
import { refuseParquet } from './parquet-fault.ts';
import { PARQUET_LIMITS } from './parquet-limits.ts';
import { checkRowGroup } from './parquet-pages.ts';
import { PARQUET_PARSERS, rowAsJson } from './parquet-values.ts';

const BATCH_CHARACTERS = 256 * 1024;
const FOOTER_END_BYTES = 8;
const encoder = new TextEncoder();

/**
 * A whole Parquet file as JSONL, a record a line, a row group at a time; lists of numbers are left out. Throws
 * `UnreadableFile`, in one sentence. A hostile file can still cost much time and memory where its pages say other numbers of
 * values than their headers: a server runs this in a thread with limits (`parquetLinesApart`).
 */
export async function* parquetLines(bytes: ArrayBuffer): AsyncGenerator<Uint8Array> {
	try {
		const metadata = readMetadata(bytes);
		const columns = pickColumns(metadata);
		let rowStart = 0;
		for (const [index, group] of metadata.row_groups.entries()) {
			checkRowGroup(bytes, metadata, index + 1, columns);
			const rowEnd = rowStart + Number(group.num_rows);
			if (columns.length > 0)
				yield* asLines(await readRows(bytes, metadata, { rowStart, rowEnd, columns }));
			rowStart = rowEnd;
		}
	} catch (cause) {
		if (cause instanceof UnreadableFile || !(cause instanceof Error)) throw cause;
		throw refuseParquet(
			`that cannot be read, since its contents are damaged: ${cause.message.replace(/[.]+$/, '')}`,
		);
	}
}

type Selection = {
	readonly rowStart: number;
	readonly rowEnd: number;
	readonly columns: readonly string[];
};

function readRows(
	bytes: ArrayBuffer,
	metadata: FileMetaData,
	{ rowStart, rowEnd, columns }: Selection,
): Promise<Record<string, unknown>[]> {
	return parquetReadObjects({
		file: bytes,
		metadata,
		rowStart,
		rowEnd,
		columns: [...columns],
		compressors: PARQUET_CODECS,
		parsers: PARQUET_PARSERS,
	});
}

function readMetadata(bytes: ArrayBuffer): FileMetaData {
	const { byteLength } = bytes;
	const end = new DataView(bytes, Math.max(0, byteLength - FOOTER_END_BYTES));
	const magic = new TextDecoder().decode(new Uint8Array(bytes, Math.max(0, byteLength - 4)));
	if (magic === 'PARE') throw refuseParquet('that is encrypted; write it without encryption');
	if (byteLength < 12 || magic !== 'PAR1')
		throw refuseParquet('without an end, so it seems truncated; send the whole file again');
	const footer = end.getUint32(0, true);
	if (footer > PARQUET_LIMITS.footerBytes)
		throw refuseParquet(
			`whose footer has ${describeBytes(footer)}; at most ${describeBytes(PARQUET_LIMITS.footerBytes)} are allowed`,
		);
	// Of a copy: a buffer that may grow cannot be decoded as text.
	const last = bytes.slice(Math.max(0, byteLength - FOOTER_END_BYTES - footer));
	const metadata = parquetMetadata(last, { parsers: LENIENT, geoparquet: false });
	if (metadata.row_groups.length > PARQUET_LIMITS.rowGroups)
		throw refuseParquet(
			`with ${groupDigits(metadata.row_groups.length)} row groups; at most ${groupDigits(PARQUET_LIMITS.rowGroups)} are allowed`,
		);
	return metadata;
}

/** The smallest and the largest text of a column may be cut inside a character; nobody reads them. */
const LENIENT = { stringFromBytes: () => '' };

function* asLines(rows: readonly Record<string, unknown>[]): Generator<Uint8Array> {
	let lines = '';
	for (const row of rows) {
		lines += `${rowAsJson(row)}\n`;
		if (lines.length < BATCH_CHARACTERS) continue;
		yield encoder.encode(lines);
		lines = '';
	}
	if (lines !== '') yield encoder.encode(lines);
}
