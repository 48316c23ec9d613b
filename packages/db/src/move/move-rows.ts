import type { ISql, Sql } from 'postgres';
import { type MovableTable, MOVE_TABLE, quote } from './movable-tables.ts';

/** Rows that are read together, and the most bytes of them as JSON: a row of its own may be larger. */
const MOST_ROWS = 500;
const MOST_BYTES = 16_000_000;

type Page = { readonly rows: string; readonly count: number; readonly last: string };

/**
 * Copies the rows of a table from where an earlier call ended, a page in each transaction, so that it can be killed at any
 * moment. Rows pass as JSON, which has every value of ours to the last digit.
 *
 * @returns how many rows were copied now
 */
export async function moveRows(
	from: ISql,
	to: Sql,
	table: MovableTable,
	onRows: (count: number) => void,
): Promise<number> {
	const [progress] = await to.unsafe<{ last: string | null; done: boolean }[]>(
		`select last::text as last, done from ${MOVE_TABLE} where name = $1`,
		[table.name],
	);
	if (progress?.done) return 0;
	let last = progress?.last ?? null;
	let total = 0;
	for (;;) {
		const page = await readPage(from, table, last);
		await to.begin(async (tx) => {
			if (page) await tx.unsafe(insertOf(table), [page.rows]);
			await tx.unsafe(
				`insert into ${MOVE_TABLE} (name, last, done) values ($1, $2::text::json, $3)
					on conflict (name) do update set last = excluded.last, done = excluded.done`,
				[table.name, page?.last ?? last, page === undefined],
			);
		});
		if (!page) return total;
		last = page.last;
		total += page.count;
		onRows(page.count);
	}
}

async function readPage(
	sql: ISql,
	{ name, columns, key }: MovableTable,
	last: string | null,
): Promise<Page | undefined> {
	const keys = key.map(({ column }) => quote(column)).join(', ');
	const after = key.map(({ type }, at) => `($1::text::json->>${at})::${type}`).join(', ');
	const where = last === null ? 'where $1::text is null' : `where (${keys}) > (${after})`;
	const [page] = await sql.unsafe<Page[]>(
		`with page as (
			select row_to_json(chosen)::text as row, json_build_array(${keys})::text as key,
				row_number() over (order by ${keys}) as at
			from (select ${columns.map(quote).join(', ')} from ${quote(name)} ${where}
				order by ${keys} limit ${MOST_ROWS}) as chosen),
		sized as (select *, sum(octet_length(row)) over (order by at) as bytes from page),
		fitting as (select * from sized where bytes <= ${MOST_BYTES} or at = 1)
		select '[' || string_agg(row, ',' order by at) || ']' as rows, count(*)::int as count,
			(array_agg(key order by at desc))[1] as last
		from fitting having count(*) > 0`,
		[last],
	);
	return page;
}

function insertOf({ name, columns }: MovableTable): string {
	const list = columns.map(quote).join(', ');
	return `insert into ${quote(name)} (${list}) overriding system value
		select ${list} from json_populate_recordset(null::${quote(name)}, $1::text::json)`;
}

/** How many rows a table has and a sum over all their values, the same for the same rows in any order. */
export async function sumRows(
	sql: ISql,
	{ name, columns }: MovableTable,
): Promise<{ readonly rows: number; readonly sum: string }> {
	const [found] = await sql.unsafe<{ rows: number; sum: string }[]>(
		`select count(*)::int as rows,
			coalesce(sum(hashtextextended(row_to_json(chosen)::text, 0)::numeric), 0)::text as sum
		from (select ${columns.map(quote).join(', ')} from ${quote(name)}) as chosen`,
	);
	if (!found) throw new Error(`the rows of ${name} were not counted`);
	return found;
}
