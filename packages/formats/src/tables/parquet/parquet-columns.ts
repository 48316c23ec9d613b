import { type FileMetaData, type SchemaTree, parquetSchema } from 'hyparquet';
import { groupDigits } from '../../checks/limits.ts';
import { refuseParquet } from './parquet-fault.ts';
import { PARQUET_LIMITS } from './parquet-limits.ts';

/** Types whose values may refer to the same bytes again and again, or that hold no texts and numbers. */
const NOT_READ = new Set(['VARIANT', 'GEOMETRY', 'GEOGRAPHY', 'FILE', 'BSON']);

/**
 * Names of the columns that are read: all but lists of numbers, such as tokens and embeddings, which no record of ours has and
 * which may be larger than all texts. Throws `UnreadableFile` for too many columns and for types that are not read.
 */
export function pickColumns(metadata: FileMetaData): readonly string[] {
	const count = metadata.schema.length;
	if (count > PARQUET_LIMITS.columns)
		throw refuseParquet(
			`with ${groupDigits(count)} columns; at most ${groupDigits(PARQUET_LIMITS.columns)} are allowed`,
		);
	const columns = parquetSchema(metadata).children;
	for (const column of columns) refuseType(column, column.element.name);
	return columns.filter((column) => !isNumberList(column)).map((column) => column.element.name);
}

function refuseType(column: SchemaTree, name: string): void {
	const type = column.element.logical_type?.type ?? column.element.converted_type;
	if (type !== undefined && NOT_READ.has(type))
		throw refuseParquet(
			`whose column ${JSON.stringify(name)} has the type ${type}, which is not read; write it as text`,
		);
	for (const child of column.children) refuseType(child, name);
}

function isNumberList(column: SchemaTree): boolean {
	return isRepeated(column) && !leaves(column).some((leaf) => leaf.element.type === 'BYTE_ARRAY');
}

function isRepeated(column: SchemaTree): boolean {
	return column.element.repetition_type === 'REPEATED' || column.children.some(isRepeated);
}

function leaves(column: SchemaTree): readonly SchemaTree[] {
	return column.children.length === 0 ? [column] : column.children.flatMap(leaves);
}
