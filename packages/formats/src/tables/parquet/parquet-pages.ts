import type { ColumnMetaData, FileMetaData, PageHeader, RowGroup } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { describeBytes, groupDigits } from '../../checks/limits.ts';
import { PARQUET_CODECS } from './parquet-codecs.ts';
import { refuseParquet } from './parquet-fault.ts';
import { PARQUET_LIMITS } from './parquet-limits.ts';

/** A value of these is made of the one before, so that a small page can stand for any amount of text. */
const NOT_READ = new Set(['DELTA_BYTE_ARRAY', 'ALP']);

type Sums = { bytes: number; values: number };

/**
 * Compares every page of a row group with the limits by the headers that stand before the pages, before one is unpacked: what
 * the file's footer says of their sizes need not be true. `number` is the row group's, from 1. Throws `UnreadableFile`.
 */
export function checkRowGroup(
	bytes: ArrayBuffer,
	{ row_groups }: FileMetaData,
	number: number,
	columns: readonly string[],
): void {
	const group = row_groups[number - 1];
	if (group === undefined) return;
	checkRows(Number(group.num_rows), number);
	const sums: Sums = { bytes: 0, values: 0 };
	const wanted = new Set(columns);
	for (const column of chunksOf(group)) {
		const [name = ''] = column.path_in_schema;
		if (!wanted.has(name)) continue;
		checkCodec(column, name);
		checkPages(locate(bytes, column), { name, number, sums });
	}
}

function checkRows(rows: number, number: number): void {
	if (rows >= 0 && rows <= PARQUET_LIMITS.pageValues) return;
	throw refuseParquet(
		`whose row group ${groupDigits(number)} has ${groupDigits(rows)} rows; at most ${groupDigits(PARQUET_LIMITS.pageValues)} are allowed`,
	);
}

function chunksOf(group: RowGroup): readonly ColumnMetaData[] {
	return group.columns.flatMap(({ file_path: path, meta_data: column }) => {
		if (path !== undefined)
			throw refuseParquet('of which columns are in other files; write it as one file');
		if (column === undefined) throw refuseParquet('that is encrypted; write it without encryption');
		return [column];
	});
}

function checkCodec({ codec }: ColumnMetaData, name: string): void {
	if (codec === 'UNCOMPRESSED' || codec in PARQUET_CODECS) return;
	throw refuseParquet(
		`whose column ${JSON.stringify(name)} is packed with ${codec}, which is not read; write it with snappy, zstd or gzip`,
	);
}

/** The bytes of a column of a row group, as the reader of the pages takes them. */
function locate(bytes: ArrayBuffer, column: ColumnMetaData): DataView {
	const start = Number(column.dictionary_page_offset || column.data_page_offset);
	const length = Number(column.total_compressed_size);
	if (start < 0 || length < 0 || start + length > bytes.byteLength)
		throw refuseParquet(
			`whose column ${JSON.stringify(column.path_in_schema.join('.'))} ends behind the file's end; it seems truncated, so send the whole file again`,
		);
	return new DataView(bytes, start, length);
}

type Column = { readonly name: string; readonly number: number; readonly sums: Sums };

function checkPages(view: DataView, column: Column): void {
	const reader = { view, offset: 0 };
	while (reader.offset < view.byteLength - 1) {
		const header = parquetHeader(reader);
		const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
		if (!(packed >= 0) || !(unpacked >= 0) || reader.offset + packed > view.byteLength)
			throw refuseParquet(
				`whose column ${JSON.stringify(column.name)} has a page without a possible size`,
			);
		checkPage(header, column);
		column.sums.bytes += unpacked;
		checkSums(column);
		reader.offset += packed;
	}
}

function checkPage(header: PageHeader, { name, sums }: Column): void {
	const page =
		header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header;
	const values = page?.num_values ?? 0;
	if (!(values >= 0) || values > PARQUET_LIMITS.pageValues)
		throw refuseParquet(
			`whose column ${JSON.stringify(name)} has a page of ${groupDigits(values)} values; at most ${groupDigits(PARQUET_LIMITS.pageValues)} are allowed`,
		);
	if (page !== undefined && NOT_READ.has(page.encoding))
		throw refuseParquet(
			`whose column ${JSON.stringify(name)} is written as ${page.encoding}, which is not read; write it as PLAIN or with a dictionary`,
		);
	sums.values += values;
}

function checkSums({ number, sums }: Column): void {
	const cure = 'write it with smaller row groups, such as 1,000 rows each (row_group_size)';
	if (sums.bytes > PARQUET_LIMITS.rowGroupBytes)
		throw refuseParquet(
			`whose row group ${groupDigits(number)} has more than ${describeBytes(PARQUET_LIMITS.rowGroupBytes)} when it is unpacked; ${cure}`,
		);
	if (sums.values > PARQUET_LIMITS.rowGroupValues)
		throw refuseParquet(
			`whose row group ${groupDigits(number)} has more than ${groupDigits(PARQUET_LIMITS.rowGroupValues)} values; ${cure}`,
		);
}
