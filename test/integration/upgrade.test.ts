import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient } from '@codejoust/contract/client';
import { type CodejoustServer, until } from '../support/codejoust-server.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { answersOf } from '../upgrade/installation-parts.ts';
import { listReleases, openFixture, type OpenFixture } from '../upgrade/open-fixture.ts';
import { comparable, readAgain } from '../upgrade/recorded-reads.ts';
import { countRows, hashJudgments } from '../upgrade/stored-rows.ts';
import { KINDS } from '../upgrade/upgrade-fixture.ts';

let postgres: PostgresServer;
beforeAll(async () => {
	postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const cases = listReleases().flatMap((release) => KINDS.map((kind) => ({ release, kind })));

describe.each(cases)('data of $release on $kind, under the version of today', (of) => {
	let fixture: OpenFixture;
	let server: CodejoustServer;
	beforeAll(async () => {
		fixture = await openFixture(of.release, of.kind, postgres);
		server = await fixture.start(['api']);
	});
	afterAll(async () => {
		await server.stop();
		fixture.close();
	});

	test('has every judgment as it was, and no table has fewer rows', async () => {
		const { counts, judgments } = fixture.expected.rows;
		expect(await hashJudgments(server.db, judgments.columns)).toBe(judgments.sha256);
		const now = await countRows(server.db, Object.keys(counts));
		expect(now['judgments']).toBe(counts['judgments']);
		expect(Object.keys(counts).filter((name) => (now[name] ?? 0) < (counts[name] ?? 0))).toEqual(
			[],
		);
	});

	test('answers every recorded request as before: boards, permalinks, keys, the share link, the audit log', async () => {
		const { reads } = fixture.expected;
		expect(reads.length).toBeGreaterThan(40);
		for (const read of reads)
			expect(await readAgain(server.address, read), read.path).toMatchObject(comparable(read));
	});

	test('continues: open and paused runs end, the queue is empty, a draft and a new submission are judged', async () => {
		await server.stop();
		server = await fixture.start(['api', 'worker']);
		const { marks } = fixture.expected;
		const operator = createClient({ baseUrl: server.address, key: marks.keys.operator });
		const member = createClient({ baseUrl: server.address, key: marks.keys.submit });
		const untilDone = (id: string) =>
			until(
				() => operator.run(id),
				({ state }) => state === 'done',
			);
		expect((await untilDone(marks.openRun)).progress.open).toBe(0);
		expect((await operator.run(marks.pausedRun)).state).toBe('paused');
		await operator.controlRun(marks.pausedRun, 'resume');
		expect((await untilDone(marks.pausedRun)).progress.open).toBe(0);

		await operator.promoteRejudging(marks.rejudging, {
			reason: 'the report is as it was',
			over_gates: true,
		});
		expect((await operator.leaderboard('kept@1')).judge.name).toBe('codejoust-rehearsal-2@1');

		const { responses } = answersOf('kept@1', 'elder', 8);
		const more = (responses ?? []).slice(5).map((row) => JSON.stringify(row));
		const file = new Blob([more.join('\n')]);
		await member.appendResponses(marks.draft, { file });
		const drafted = await member.submitDraft(marks.draft);
		const added = await member.createSubmission(answersOf('kept@1', 'fir', 8));
		await member.publishSubmission(marks.privateSubmission);
		const ids = [drafted.id, added.id, marks.privateSubmission];
		await until(
			() => operator.leaderboard('kept@1'),
			({ rows }) => ids.every((id) => rows.some((row) => row.submission_id === id)),
		);
		await server.untilAtRest();
		expect((await operator.workers()).queue.chunks).toBe(0);
	});
});
