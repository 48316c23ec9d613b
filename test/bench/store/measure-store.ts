/**
 * What a store that `fill-store.ts` has filled costs: `node test/bench/store/measure-store.ts DATABASE_URL [computations, 1 unless told] [reads of each kind, 20 unless told]`. Sizes of
 * tables and indexes, computations of the whole board, and reads one after another with the CPU of our process and of the
 * database's sessions. The plans of the reads are in the server's log where auto_explain is loaded.
 */
import { sql } from 'drizzle-orm';
import { median } from '../../../packages/arena/src/maths/median.ts';
import { startCodejoust } from '../../support/codejoust-server.ts';

import { publishFilled } from '../fill-board.ts';
import { readSessionsCpuMs } from '../statement-figures.ts';

const [databaseUrl, computations = '1', rounds = '20'] = process.argv.slice(2);
if (databaseUrl === undefined) throw new Error('Say which database is to be measured: its URL.');
const filling = { benchmark: 'filled', models: 0, questions: 0 };
const server = await startCodejoust({ databaseUrl, config: { roles: new Set(['api']) } });
try {
	await printSizes();
	console.log('\n| what | by the clock, s | our CPU, s | database CPU, s | our peak, MiB |');
	console.log('| --- | --- | --- | --- | --- |');
	for (let at = 0; at < Number(computations); at++) await measureComputation('the whole board');
	console.log('\n| read | kB | p50, ms | longest, ms | our CPU, ms | database CPU, ms |');
	console.log('| --- | --- | --- | --- | --- | --- |');
	for (const path of await listReads()) await measureRead(path);
} finally {
	await server.stop();
}

async function printSizes(): Promise<void> {
	const rows = await server.db.execute<Record<string, unknown>>(sql`
		select regexp_replace(relname, '_\\d+$', '') as name, round(sum(reltuples)) as rows,
			round(sum(pg_table_size(oid)) / 1e6) as heap, round(sum(pg_indexes_size(oid)) / 1e6) as indexes,
			round(sum(pg_total_relation_size(oid)) / nullif(sum(reltuples), 0)::numeric) as bytes
		from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
		group by 1 having sum(reltuples) > 1000 order by sum(pg_total_relation_size(oid)) desc`);
	console.log('| table | rows | table, MB | indexes, MB | bytes a row |');
	console.log('| --- | --- | --- | --- | --- |');
	for (const row of rows) console.log(`| ${Object.values(row).join(' | ')} |`);
}

async function measureComputation(what: string): Promise<void> {
	const before = [performance.now() / 1000, ownCpuMs() / 1000, (await databaseCpuMs()) / 1000];
	await publishFilled(server.db, filling);
	const after = [performance.now() / 1000, ownCpuMs() / 1000, (await databaseCpuMs()) / 1000];
	const spent = after.map((value, at) => (value - (before[at] ?? NaN)).toFixed(1));
	const peak = Math.round(process.resourceUsage().maxRSS / 1024);
	console.log(`| ${[what, ...spent, peak].join(' | ')} |`);
}

/** The pages of the board, of a model, of a run, of battles and of one battle ask for these. */
async function listReads(): Promise<readonly string[]> {
	const [one] = await server.db.execute<{ submission: string; run: string; battle: string }>(sql`
		select runs.submission_id as submission, runs.id as run, battles.id as battle from runs
		join battles on battles.run_id = runs.id where runs.id like 'run\\_sub\\_filled\\_500\\_%' limit 1`);
	const [model] = await server.db.execute<{ slug: string }>(sql`
		select slug from models join variants on variants.model_id = models.id
		join submissions on submissions.variant_id = variants.id where submissions.id = ${one?.submission}`);
	return [
		'/v1/leaderboards/filled',
		`/v1/models/${model?.slug}`,
		`/v1/submissions/${one?.submission}`,
		`/v1/runs/${one?.run}`,
		`/v1/battles?run=${one?.run}&limit=20`,
		`/v1/battles?benchmark=filled&outcome=loss&limit=20`,
		`/v1/battles/${one?.battle}`,
		'/v1/benchmarks/filled/questions?limit=20',
		`/v1/leaderboards/filled/compare?models=${model?.slug},alder-1-7b-coder`,
		'/v1/runs?limit=20',
	];
}

async function measureRead(path: string): Promise<void> {
	const ask = async () => {
		const startedAt = performance.now();
		const response = await fetch(server.address + path, {
			headers: { authorization: `Bearer ${server.key}` },
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${path}: ${text}`);
		return { ms: performance.now() - startedAt, kB: text.length / 1000 };
	};
	const { kB, ms: first } = await ask();
	const before = { own: ownCpuMs(), database: await databaseCpuMs() };
	const times: number[] = [];
	for (let round = 0; round < Number(rounds); round++) times.push((await ask()).ms);
	const own = (ownCpuMs() - before.own) / times.length;
	const database = ((await databaseCpuMs()) - before.database) / times.length;
	const p50 = median(times) ?? NaN;
	const longest = Math.max(first, ...times);
	const figures = [kB, p50, longest, own, database].map((value) => value.toFixed(1));
	console.log(`| ${[path.replaceAll('sub_filled_', ''), ...figures].join(' | ')} |`);
}

function ownCpuMs(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

function databaseCpuMs(): Promise<number> {
	return readSessionsCpuMs(databaseUrl ?? '');
}
