import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openReplyJournal } from '@codejoust/db/journal/reply-journal';
import { findTexts } from '@codejoust/db/queries/texts/texts';
import { startCodejoust } from '../support/codejoust-server.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

type OpenGame = {
	readonly runId: string;
	readonly identity: string;
	readonly judgeVersionId: number;
};

test('a reply that a killed process had received is not paid for again, and its words are kept', async () => {
	const judge = await startJudgeServer();
	closers.push(judge.close);
	const dataDirectory = await mkdtemp(join(tmpdir(), 'codejoust-data-'));
	closers.push(() => rm(dataDirectory, { recursive: true }));
	const options = { dataDirectory, judgeBaseUrl: judge.baseUrl };
	const first = await startCodejoust({ ...options, config: { roles: new Set(['api']) } });
	await first.client.createBenchmark(smallBenchmark('small'));
	const { id } = await first.client.createSubmission(smallSubmission('small', 'model'));
	const games = [
		...(await first.db.execute<OpenGame>(`
			select battles.run_id as "runId", encode(games.identity, 'hex') as identity,
				runs.judge_version_id::int as "judgeVersionId"
			from games join battles on battles.id = games.battle_id join runs on runs.id = battles.run_id
			order by games.identity limit 2`)),
	];
	await first.stop();

	// As a process leaves it that is killed before the database has the second of them.
	const body = 'The words of a paid reply.\n\n[[A>B]]';
	const killed = openReplyJournal(dataDirectory);
	for (const game of games)
		killed.write({
			...game,
			verdict: 'A>B',
			textHash: 'ab'.repeat(32),
			text: { hash: 'ab'.repeat(32), body },
			promptTokens: 1000,
			completionTokens: 200,
			askedAt: new Date(),
			receivedAt: new Date(),
		});

	const second = await startCodejoust(options);
	const { runs } = await second.untilJudged(id);
	expect(runs[0]?.progress).toMatchObject({ games: 8, scored: 8, completion_tokens: 8 * 200 });
	expect(judge.requests.length).toBe(6);
	const kept = await second.db.execute<{ identity: string }>(`
		select encode(identity, 'hex') as identity from judgments
		where text_hash = decode('${'ab'.repeat(32)}', 'hex') order by identity`);
	expect([...kept].map(({ identity }) => identity)).toEqual(games.map(({ identity }) => identity));
	expect((await findTexts(second.db, ['ab'.repeat(32)])).get('ab'.repeat(32))).toBe(body);
	await second.stop();
	const files = await readdir(dataDirectory);
	expect(files.filter((name) => name.endsWith('.journal'))).toEqual([]);
});
