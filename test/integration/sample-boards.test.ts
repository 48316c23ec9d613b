import { readFile } from 'node:fs/promises';
import { storeSetting } from '@codejoust/db/queries/settings/settings';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { startPostgres } from '../support/postgres-server.ts';

const SLUGS = z
	.array(z.object({ slug: z.string() }))
	.parse(JSON.parse(await readFile(new URL('../../sample/judges.json', import.meta.url), 'utf8')))
	.map(({ slug }) => slug);

const listOwn = async ({ client }: CodejoustServer) =>
	(await client.judges()).items.filter(({ name }) => SLUGS.includes(name.split('@')[0] ?? ''));

test('a new database gets a board of each kind of judge of the sample, also when it is stopped on its way', async () => {
	const postgres = await startPostgres();
	const databaseUrl = await postgres.createDatabase();
	const start = (sampleBoards: 'all' | 'one') =>
		startCodejoust({ databaseUrl, isWithSample: true, config: { sampleBoards } });

	const plain = await start('one');
	await plain.untilAtRest();
	expect(await listOwn(plain)).toEqual([]);
	// As in a database in which the sample was there before.
	await storeSetting(plain.db, { name: 'sample-boards', value: null });
	await plain.stop();
	const used = await start('all');
	await used.untilAtRest();
	expect(await listOwn(used)).toEqual([]);
	await storeSetting(used.db, { name: 'sample-boards', value: 'due' });
	await used.stop();

	const stopped = await start('all');
	await until(
		() => listOwn(stopped),
		(judges) => judges.length > 0,
	);
	await stopped.stop();
	const server = await start('all');
	await until(
		() => listOwn(server),
		(judges) =>
			judges.length === SLUGS.length &&
			judges.every(({ boards }) => boards.some(({ quality }) => quality.models === 3)),
	);
	const judges = await listOwn(server);
	expect(judges.every((judge) => judge.is_rehearsal)).toBe(true);
	expect(new Set(judges.map(({ kind }) => kind))).toEqual(
		new Set(['pairwise', 'token', 'rubric', 'jury', 'cascade']),
	);
	for (const { name } of judges) {
		const { judge, rows } = await server.client.leaderboard('sample', { judge: name });
		expect(judge.is_rehearsal, name).toBe(true);
		expect(
			rows.map(({ missing }) => missing),
			name,
		).toEqual([0, 0, 0]);
	}
	await server.untilAtRest();
	const before = (await server.client.runs({})).items.length;
	await server.stop();
	const again = await start('all');
	await again.untilAtRest();
	expect((await again.client.runs({})).items).toHaveLength(before);
	await again.stop();
	await postgres.stop();
});
