import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertApiKey } from '@codejoust/db/queries/keys/api-keys';
import { hashSecret } from '../../apps/api/src/api-key.ts';
import { createClient } from '@codejoust/contract/client';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { startCli } from '../support/run-cli.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 20;
let judge: JudgeServer;
let server: CodejoustServer;
let honest: string;

/** Takes the first answer of two equal ones: what real judges do, and what must not count against them. */
beforeAll(async () => {
	judge = await startJudgeServer({ policy: 'hash' });
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('copied', QUESTIONS));
	const { id } = await server.client.createSubmission(smallSubmission('copied', 'one', QUESTIONS));
	honest = id;
	await server.untilJudged(id);
	await server.untilOnBoard('copied', [id]);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

function copyOf(model: string, copied: number) {
	const { baseline_responses: baseline } = smallBenchmark('copied', QUESTIONS);
	const own = smallSubmission('copied', model, QUESTIONS);
	const responses = own.responses.map((row, at) => (at < copied ? (baseline[at] ?? row) : row));
	return { ...own, responses };
}

test('a copy of the baseline is a tie without a question, and the judge’s record stays as it was', async () => {
	const before = await server.client.judge('test-judge@1');
	expect(before.quality.battles_scored).toBe(QUESTIONS);
	const asked = judge.requests.length;
	const { id } = await server.client.createSubmission(copyOf('parrot', QUESTIONS));
	const submission = await server.untilJudged(id);
	expect(submission.runs[0]?.progress).toMatchObject({ games: 0, equal_texts: QUESTIONS });
	const board = await server.untilOnBoard('copied', [honest, id]);
	expect(judge.requests).toHaveLength(asked);
	const row = board.rows.find(({ submission_id }) => submission_id === id);
	expect(row).toMatchObject({
		copies: QUESTIONS,
		ties: QUESTIONS,
		judged_ties: 0,
		conflict_ties: 0,
		flip_rate: null,
		score: { value: 0.5 },
	});
	const after = await server.client.judge('test-judge@1');
	expect(after.quality).toEqual({ ...before.quality, models: before.quality.models + 1 });
	const [battle] = (await server.client.battles({ submission: id, reason: 'equal-texts' })).items;
	expect(battle).toMatchObject({ outcome: 'tie', by: 'equal-texts', margin: null });
	const { text } = await send(server, `/v1/snapshots/${board.snapshot?.id}/bundle?texts=1`);
	expect(recomputeBundle(text)).toMatchObject({ kind: 'identical' });
});

test('a submission of copies waits for an operator: of the baseline, of another model, not of a few answers', async () => {
	const secret = 'abcdefghijklmnopqrstuvwx';
	const scopes = ['submit' as const];
	await insertApiKey(server.db, {
		id: 'team',
		secretHash: hashSecret(secret),
		label: 'team',
		scopes,
	});
	const team = createClient({ baseUrl: server.address, key: `cj_team_${secret}` });
	const flagsOf = async (body: Parameters<typeof team.createSubmission>[0]) => {
		const { id } = await team.createSubmission(body);
		const { flags, warnings } = await server.untilJudged(id);
		return { flags, words: warnings.map(({ message }) => message).join(' ') };
	};
	const parrot = await flagsOf(copyOf('second-parrot', 8));
	expect(parrot.flags).toEqual(['copies-baseline']);
	expect(parrot.words).toContain("8 of 20 answers (40 %) have the text of the baseline's");
	const twin = smallSubmission('copied', 'one', QUESTIONS);
	const echo = await flagsOf({ ...twin, model: { slug: 'echo', name: 'Echo' } });
	expect(echo.flags).toEqual(['copies-model']);
	expect(echo.words).toContain("20 of 20 answers (100 %) have the text of the model one's");
	expect((await flagsOf(copyOf('chance', 4))).flags).toEqual([]);
});

test('a copy is named before it is submitted, white space apart, by the API and by the command line', async () => {
	const { responses } = copyOf('parrot', 8);
	const spaced = responses.map((row) => ({
		...row,
		response: row.response.replaceAll(' ', '\n\t '),
	}));
	const text = spaced.map((row) => JSON.stringify(row)).join('\n');
	const upload = { benchmark: 'copied', model: 'parrot', file: new Blob([text]) };
	const checked = await server.client.checkFile(upload);
	expect(checked).toMatchObject({ ok: true, flags: ['copies-baseline'] });
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-copies-'));
	const file = join(folder, 'answers.jsonl');
	await writeFile(file, text);
	const check = (model: string) =>
		startCli(['check', file, '-b', 'copied', '-m', model, '--json'], {
			env: { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key },
		}).ended;
	const { stdout } = await check('parrot');
	expect(JSON.parse(stdout)).toMatchObject({
		flags: ['copies-baseline'],
		warnings: {
			shown: [
				{
					code: 'copies-baseline',
					message: expect.stringContaining(
						"8 of 20 answers (40 %) have the text of the baseline's",
					),
				},
			],
		},
	});
	await writeFile(
		file,
		smallSubmission('copied', 'one', QUESTIONS)
			.responses.map((row) => JSON.stringify(row))
			.join('\n'),
	);
	const flagsOf = async (model: string) => JSON.parse((await check(model)).stdout).flags;
	expect([await flagsOf('one'), await flagsOf('another')]).toEqual([[], ['copies-model']]);
	await rm(folder, { recursive: true });
});
