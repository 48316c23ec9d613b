import type { ISql, Sql } from 'postgres';
import type { Connection } from '../connect.ts';
import { migrate } from '../migrate.ts';
import { listTables, type MovableTable, MOVE_TABLE, quote } from './movable-tables.ts';
import { moveRows, sumRows } from './move-rows.ts';

/** Why a database is not moved, in a sentence for the operator. */
export class MoveError extends Error {
	override readonly name = 'MoveError';
}

export type MovedTable = { readonly name: string; readonly rows: number };

type Ends = {
	readonly from: Pick<Connection, 'sql'>;
	readonly to: Pick<Connection, 'sql'>;
	readonly onTable?: ((name: string) => void) | undefined;
	readonly onRows?: ((count: number) => void) | undefined;
};

/**
 * Copies everything of an installation into an empty database: both have the newest schema afterwards, and the source
 * keeps all that it had. Killed at any moment, it continues where it was when it is called again. No server may use either of the two.
 * The queue is not copied: workers queue what is open when they start.
 *
 * @returns the tables with their rows, which were compared with those of the source value by value
 * @throws MoveError where the target holds another installation, or is not the same at the end
 */
export async function moveDatabase({
	from,
	to,
	onTable,
	onRows,
}: Ends): Promise<readonly MovedTable[]> {
	await refuseUsed(from.sql, 'source');
	await refuseUsed(to.sql, 'target');
	await migrate(from);
	await migrate(to);
	return copyTables(from.sql, { to, onTable, onRows });
}

/**
 * Copies everything of an installation, as it was at one moment, into an empty database; its processes go on meanwhile. The source
 * is read in one transaction and not changed. A copy that was killed is of no use: make another.
 *
 * @returns the tables with their rows, which were compared with those of the source value by value
 * @throws MoveError where the target is not empty, or the source has the schema of another version
 */
export async function backUpDatabase({
	from,
	to,
	onTable,
	onRows,
}: Ends): Promise<readonly MovedTable[]> {
	await refuseUsed(to.sql, 'target');
	if (await isBeingMoved(to.sql))
		throw new MoveError('A copy into the target has begun and was not ended. Take an empty one.');
	await migrate(to);
	if ((await countMigrations(from.sql)) !== (await countMigrations(to.sql)))
		throw new MoveError(
			'The source has the schema of another version of Codejoust: make the copy with the version that its processes run.',
		);
	return from.sql.begin('isolation level repeatable read read only', (snapshot) =>
		copyTables(snapshot, { to, onTable, onRows }),
	) as Promise<readonly MovedTable[]>;
}

async function countMigrations(sql: Sql): Promise<number> {
	const [found] = await sql<{ there: boolean }[]>`
		select to_regclass('drizzle.__drizzle_migrations') is not null as there`;
	if (!found?.there) return 0;
	const [row] = await sql<{ count: number }[]>`
		select count(*)::int as count from drizzle.__drizzle_migrations`;
	return row?.count ?? 0;
}

async function copyTables(
	from: ISql,
	{ to, onTable, onRows }: Omit<Ends, 'from'>,
): Promise<readonly MovedTable[]> {
	const tables = await listTables(from);
	await beginMove(from, to.sql, tables);
	for (const table of tables) {
		onTable?.(table.name);
		await moveRows(from, to.sql, table, onRows ?? (() => undefined));
	}
	await continueSequences(to.sql);
	const moved = await compareTables(from, to.sql, tables);
	await endMove(to.sql);
	return moved;
}

/** Whether a move into this database has begun and not ended. */
export async function isBeingMoved(sql: Sql): Promise<boolean> {
	const [row] = await sql<{ there: boolean }[]>`
		select to_regclass(${`public.${MOVE_TABLE}`}) is not null as there`;
	return row?.there === true;
}

async function refuseUsed(sql: Sql, which: 'source' | 'target'): Promise<void> {
	const others = await sql<{ name: string }[]>`
		select distinct application_name as name from pg_stat_activity
		where datname = current_database() and pid <> pg_backend_pid()
			and application_name ~ '^codejoust .'`;
	if (others.length === 0) return;
	const names = others.map(({ name }) => name).join(', ');
	throw new MoveError(
		`A process of Codejoust uses the ${which} (${names}): stop all of them first, so that nothing is written while it is read.`,
	);
}

/** Marks the target; its references wait until the end, since a row may come before the one that it refers to. */
async function beginMove(from: ISql, to: Sql, tables: readonly MovableTable[]): Promise<void> {
	const source = await fingerprintOf(from);
	if (await isBeingMoved(to)) {
		const [begun] = await to.unsafe<{ source: string }[]>(
			`select last->>'source' as source from ${MOVE_TABLE} where name = 'source'`,
		);
		if (begun?.source === source) return;
		throw new MoveError(
			'The move of another installation into the target has begun: end that one, or take an empty database.',
		);
	}
	for (const table of tables) {
		const { rows } = await sumRows(to, table);
		if (rows > 0)
			throw new MoveError(
				`The target is not empty: its table ${table.name} has ${rows} ${rows === 1 ? 'row' : 'rows'}. Take an empty database, which no server has been started on.`,
			);
	}
	await to.begin(async (tx) => {
		const references = await tx<{ table: string; name: string; definition: string }[]>`
			select conrelid::regclass::text as table, conname as name,
				pg_get_constraintdef(oid) as definition
			from pg_constraint
			where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace`;
		await tx.unsafe(
			`create table ${MOVE_TABLE} (name text primary key, last json, done boolean not null)`,
		);
		const mark = JSON.stringify({ source, references });
		await tx.unsafe(
			`insert into ${MOVE_TABLE} (name, last, done) values ('source', $1::text::json, false)`,
			[mark],
		);
		for (const { table, name } of references)
			await tx.unsafe(`alter table ${table} drop constraint ${quote(name)}`);
	});
}

/** What tells an installation from others: its settings, of which one is a random secret, and its first key. */
async function fingerprintOf(sql: ISql): Promise<string> {
	const [row] = await sql<{ print: string | null }[]>`
		select md5(concat(
			(select string_agg(name || value, ',' order by name) from settings),
			(select id from api_keys order by created_at, id limit 1))) as print`;
	return row?.print ?? 'empty';
}

/** New rows get numbers above those that came. */
async function continueSequences(sql: Sql): Promise<void> {
	const columns = await sql<{ table: string; column: string; sequence: string }[]>`
		select attrelid::regclass::text as table, attname as column,
			pg_get_serial_sequence(attrelid::regclass::text, attname) as sequence
		from pg_attribute join pg_class on pg_class.oid = attrelid
		where attidentity <> '' and relnamespace = 'public'::regnamespace and not relispartition`;
	for (const { table, column, sequence } of columns)
		await sql.unsafe(
			`select setval($1::text::regclass, coalesce((select max(${quote(column)}) from ${table}), 0) + 1, false)`,
			[sequence],
		);
}

async function compareTables(
	from: ISql,
	to: Sql,
	tables: readonly MovableTable[],
): Promise<readonly MovedTable[]> {
	const moved: MovedTable[] = [];
	const different: string[] = [];
	for (const table of tables) {
		const [there, here] = [await sumRows(from, table), await sumRows(to, table)];
		if (there.rows !== here.rows)
			different.push(`${table.name} has ${here.rows} of ${there.rows} rows`);
		else if (there.sum !== here.sum) different.push(`${table.name} has other values`);
		moved.push({ name: table.name, rows: here.rows });
	}
	if (different.length > 0)
		throw new MoveError(`The target is not what the source is: ${different.join('; ')}.`);
	return moved;
}

/** The references are made again, which checks every row. */
async function endMove(sql: Sql): Promise<void> {
	await sql.begin(async (tx) => {
		const [mark] = await tx.unsafe<
			{ references: { table: string; name: string; definition: string }[] }[]
		>(`select last->'references' as references from ${MOVE_TABLE} where name = 'source'`);
		for (const { table, name, definition } of mark?.references ?? [])
			await tx.unsafe(`alter table ${table} add constraint ${quote(name)} ${definition}`);
		await tx.unsafe(`drop table ${MOVE_TABLE}`);
	});
	await sql`analyze`;
}
