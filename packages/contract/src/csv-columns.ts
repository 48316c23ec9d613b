import type { CsvCell } from './csv.ts';

/** Every field of a record with its columns by title, or with the reason why it has none. A new field must be added. */
export type FieldColumns<Row> = {
	readonly [Field in keyof Row]-?: Columns<Row[Field]> | string;
};
export type Columns<Value> = Readonly<Record<string, (value: Value) => CsvCell>>;

/** The columns of a record in the order in which they are written down. */
export function joinColumns<Row extends object>(fields: FieldColumns<Row>): Columns<Row> {
	// An object of this type is written down with the fields of `Row` and no other.
	const names = Object.keys(fields) as (keyof Row)[];
	return Object.fromEntries(names.flatMap((name) => readField(fields[name], name)));
}

/** One column for each field of an object that may be absent: its title is `title` with the suffix of the field. */
export function partColumns<Part extends Readonly<Record<keyof Part, CsvCell>>>(
	title: string,
	suffixes: Readonly<Record<keyof Part, string>>,
): Columns<Part | null | undefined> {
	// As above.
	const names = Object.keys(suffixes) as (keyof Part)[];
	type Cells = Readonly<Record<keyof Part, CsvCell>> | null | undefined;
	return Object.fromEntries(
		names.map((name) => [`${title}${suffixes[name]}`, (part: Cells) => part?.[name] ?? null]),
	);
}

function readField<Row, Field extends keyof Row>(
	columns: Columns<Row[Field]> | string,
	field: Field,
): readonly (readonly [string, (row: Row) => CsvCell])[] {
	if (typeof columns === 'string') return [];
	return Object.entries(columns).map(([title, read]) => [title, (row) => read(row[field])]);
}
