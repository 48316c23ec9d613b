import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertApiKey } from '@codejoust/db/queries/keys/api-keys';
import type { Run } from '@codejoust/contract/client';
import { hashSecret } from '../../apps/api/src/api-key.ts';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { countRowsAtRest } from '../support/table-counts.ts';

const SUBMIT_KEY = 'cj_submitter_abcdefghijklmnopqrstuvwx';
const FIRST = 'test-judge@1';
const SECOND = 'test-judge@2';

let judge: JudgeServer;
let server: CodejoustServer;
let first: string;

beforeAll(async () => {
	judge = await startJudgeServer({
		policy: 'longer',
		reportedModel: ({ model, messages }) =>
			/Question [34] of changing/.test(JSON.stringify(messages)) ? `${model}-newer` : undefined,
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await insertApiKey(server.db, {
		id: 'submitter',
		secretHash: hashSecret('abcdefghijklmnopqrstuvwx'),
		label: 'submits only',
		scopes: ['submit'],
	});
	await server.client.createBenchmark(smallBenchmark('small'));
	({ id: first } = await server.client.createSubmission(smallSubmission('small', 'first')));
	await server.untilOnBoard('small', [first]);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

async function untilDone(run: Pick<Run, 'id'>): Promise<Run> {
	return until(
		() => server.client.run(run.id),
		({ state }) => state === 'done',
	);
}

const actions = async (subject: string) =>
	(await server.client.audit({ action: 'judge', subject })).items.map(({ action }) => action);

describe('a judge version', () => {
	test('is released by an operator, and refused with everything that is wrong with it', async () => {
		const from = { method: 'POST', body: { from: FIRST, definition: { sampling: {} } } };
		for (const path of ['/v1/judges', '/v1/judges/check', `/v1/judges/${FIRST}/try`]) {
			await expectRefusal(server, 'unauthenticated', path, { ...from, key: null });
			await expectRefusal(server, 'forbidden', path, { ...from, key: SUBMIT_KEY });
		}
		const definition = {
			sampling: { temperature: 9 },
			userTemplate: 'Which is better? {{answer_a}} {{answer_c}}',
			endpoint: 'https://example.org',
		};
		for (const path of ['/v1/judges', '/v1/judges/check']) {
			const body = { from: FIRST, definition };
			const problem = await expectRefusal(server, 'invalid-input', path, { method: 'POST', body });
			const names = new Set(problem.errors?.map(({ name }) => name));
			expect(names).toEqual(
				new Set(['definition.sampling.temperature', 'definition.userTemplate', 'definition']),
			);
			expect(problem.errors?.find(({ name }) => name.endsWith('temperature'))).toMatchObject({
				value: '9',
				reason: expect.stringContaining('2'),
			});
			expect(problem.errors?.map(({ reason }) => reason).join('\n')).toContain(
				'{{question}} appears 0 times; it must appear once.',
			);
		}
		const refused = async (body: object, name: string) => {
			const sent = { method: 'POST', body };
			const problem = await expectRefusal(server, 'invalid-input', '/v1/judges', sent);
			expect(problem.errors).toEqual([expect.objectContaining({ name })]);
		};
		await refused({ definition: {} }, 'slug');
		await refused({ from: 'nobody@1', definition: {} }, 'from');
		await refused({ slug: 'No Name', definition: {} }, 'slug');
		await refused(
			{ slug: 'a', definition: { model: 'codejoust-rehearsal-1', kind: 'x' } },
			'definition.kind',
		);
	});

	test('is the next one of its judge, with what it changes; the same definition again is the same version', async () => {
		const { definition: old } = await server.client.judge(FIRST);
		const systemPrompt = `${String(old['systemPrompt'])}\nBe brief.`;
		const body = {
			from: FIRST,
			definition: { model: 'gpt-4o', sampling: {}, systemPrompt },
		};
		const before = await countRowsAtRest(server);
		const check = await server.client.checkJudge(body);
		expect(await countRowsAtRest(server)).toEqual(before);
		expect(check).toMatchObject({
			name: SECOND,
			is_new: true,
			changes: {
				since: FIRST,
				fields: [
					{ field: 'model', before: 'test-judge', after: 'gpt-4o' },
					{ field: 'sampling.temperature', before: 0.2, after: null },
				],
				prompts: [{ field: 'systemPrompt' }],
			},
		});
		const key = crypto.randomUUID();
		const made = await server.client.createJudge(body, key);
		expect(made).toMatchObject({
			name: SECOND,
			is_new: true,
			hash: check.hash,
			endpoint: 'default',
		});
		expect(made.notes).toEqual([
			expect.stringContaining('floating alias'),
			expect.stringContaining('is unknown'),
		]);
		expect(await server.client.createJudge(body, key)).toEqual(made);
		const again = await send(server, '/v1/judges', {
			method: 'POST',
			body: { slug: 'other-name', definition: made.definition },
		});
		expect(again).toMatchObject({ status: 200, json: { name: SECOND, is_new: false } });
		expect(made.versions.map(({ name }) => name)).toEqual([SECOND, FIRST]);
		const shown = await server.client.judge('test-judge');
		expect(shown).toMatchObject({ name: SECOND, definition: { ...old, ...body.definition } });
		expect(await actions(SECOND)).toEqual(['judge.create']);
		const same = await server.client.judgeChanges(SECOND);
		expect(same).toEqual(check.changes);
		const back = await server.client.judgeChanges(FIRST, { since: SECOND });
		expect(back.prompts[0]).toMatchObject({ added: same.prompts[0]?.removed });
		await expectRefusal(server, 'not-found', `/v1/judges/${FIRST}/changes`);
		await expectRefusal(server, 'not-found', `/v1/judges/${FIRST}/changes?since=nobody@1`);
	});

	test('is tried on a battle: what is sent, said and read is shown, and nothing is kept', async () => {
		const { items } = await server.client.battles({ submission: first });
		const battle = items[0]?.id ?? '';
		const before = await countRowsAtRest(server);
		const asked = judge.requests.length;
		const trial = await server.client.tryJudge(FIRST, { battle });
		const sent = judge.requests.slice(asked).map(({ headers: _headers, ...body }) => body);
		const attempts = trial.games.flatMap((game) => game.attempts);
		expect(attempts.map(({ request }) => request)).toEqual(expect.arrayContaining(sent));
		expect(sent).toHaveLength(2);
		// The same game has the same prompt as when it was judged, to the fence.
		const judged = judge.requests.slice(0, asked).map(({ messages }) => messages);
		for (const { messages } of sent) expect(judged).toContainEqual(messages);
		expect(trial).toMatchObject({
			judge: { name: FIRST },
			endpoint: 'default',
			benchmark: 'small@1',
			outcome: items[0]?.outcome,
		});
		expect(attempts[0]).toMatchObject({
			reply: expect.stringMatching(/\[\[.*\]\]$/),
			model_reported: 'test-judge',
			prompt_tokens: 1000,
		});
		const unsaved = await server.client.tryJudge(FIRST, {
			battle,
			order: 'swapped',
			definition: { sampling: { temperature: 1 } },
		});
		expect(unsaved).toMatchObject({ judge: { name: null }, outcome: null });
		expect(unsaved.games).toMatchObject([
			{ order: 'swapped', attempts: [{ request: { temperature: 1 } }] },
		]);
		const { 'public.audit_log': audit, ...rows } = await countRowsAtRest(server);
		const { 'public.audit_log': earlier = 0, ...others } = before;
		expect([audit, rows]).toEqual([earlier + 2, others]);
		const path = `/v1/judges/${FIRST}/try`;
		const post = (body: object) => ({ method: 'POST', body });
		await expectRefusal(server, 'not-found', path, post({ battle: '999999' }));
		await expectRefusal(server, 'invalid-input', path, post({ battle: 'x' }));
		const wrong = { battle, definition: { userTemplate: '' } };
		await expectRefusal(server, 'invalid-input', path, post(wrong));
		await expectRefusal(server, 'not-found', '/v1/judges/nobody@1/try', post({ battle }));
	});
});

describe('which judge plays', () => {
	test('a run names any version, and its board is read by its name', async () => {
		const next = await server.client.createJudge({
			from: 'codejoust-rehearsal-1@1',
			definition: { sampling: { seed: 7 } },
		});
		expect(next).toMatchObject({ is_rehearsal: true, endpoint: 'rehearsal' });
		const asked = {
			from: next.name,
			slug: 'steady',
			definition: { model: 'codejoust-rehearsal-2' },
		};
		const both = await Promise.all([1, 2].map(() => server.client.createJudge(asked)));
		expect(both.filter((one) => one.is_new)).toHaveLength(1);
		const [steady = next] = both;
		expect(steady.name).toBe('steady@1');
		for (const name of [next.name, steady.name]) {
			await untilDone(await server.client.createRun({ submission: first, judge: name }));
			const board = await until(
				() => server.client.leaderboard('small', { judge: name }),
				({ rows }) => rows.length === 1,
			);
			expect(board.judge_state).toMatchObject({
				live_judge: FIRST,
				retired_at: null,
				reported_models: [board.judge.model],
			});
			const model = await server.client.model('first', { judge: name });
			expect(model.standings).toMatchObject([{ judge: { name }, row: { submission_id: first } }]);
		}
		const board = await server.client.leaderboard('small', { judge: next.name });
		expect(board.judge_state?.siblings).toEqual([
			{ name: 'codejoust-rehearsal-1@1', is_newer: false, has_board: false },
		]);
		await expectRefusal(server, 'not-found', '/v1/models/first?judge=nobody@1');
	});

	test('what is submitted is judged by the live board’s judge, whichever the environment names', async () => {
		await untilDone(await server.client.createRun({ submission: first, judge: SECOND }));
		expect(judge.requests.at(-1)).toMatchObject({ model: 'gpt-4o' });
		await server.db.execute(`update boards set is_live = false where is_live`);
		await server.db.execute(`update boards set is_live = true
			where judge_version_id = (select id from judge_versions where model = 'gpt-4o')`);
		const estimate = await server.client.estimateSubmission('small', { answers: 4, characters: 9 });
		expect(estimate.judge.name).toBe(SECOND);
		const { id } = await server.client.createSubmission(smallSubmission('small', 'second'));
		const { runs } = await server.untilJudged(id);
		expect(runs.map((run) => run.judge.name)).toEqual([SECOND]);
		await server.client.createBenchmark(smallBenchmark('fresh'));
		const other = await server.client.createSubmission(smallSubmission('fresh', 'second'));
		expect(other.runs.map((run) => run.judge.name)).toEqual([FIRST]);
		await server.untilOnBoard('small', [id]);
		await server.untilOnBoard('fresh', [other.id]);
	});

	test('a retired one starts no runs; a live one is retired knowingly, and can be restored', async () => {
		const path = `/v1/judges/${SECOND}`;
		const patch = (body: object, name = path) => [name, { method: 'PATCH', body }] as const;
		await expectRefusal(server, 'invalid-input', ...patch({}));
		await expectRefusal(
			server,
			'invalid-input',
			...patch({ retired: true }, '/v1/judges/test-judge'),
		);
		await expectRefusal(server, 'not-found', ...patch({ retired: true }, '/v1/judges/nobody@1'));
		const [, sent] = patch({ retired: true });
		await expectRefusal(server, 'forbidden', path, { ...sent, key: SUBMIT_KEY });
		const refused = await expectRefusal(server, 'conflict', path, sent);
		expect(refused.detail).toContain('is live on small@1');
		const change = { retired: true, even_if_live: true };
		const retired = await server.client.changeJudge(SECOND, change);
		expect(retired.retired_at).not.toBeNull();
		await server.client.changeJudge(SECOND, change);
		expect(await actions(SECOND)).toEqual(['judge.retire', 'judge.create']);
		const post = (body: object) => ({ method: 'POST', body });
		const third = post(smallSubmission('small', 'third'));
		const told = await expectRefusal(server, 'conflict', '/v1/submissions', third);
		expect(told.detail).toContain(`The judge ${SECOND} was retired`);
		const run = post({ submission: first, judge: SECOND, replicate: 1 });
		await expectRefusal(server, 'conflict', '/v1/runs', run);
		const board = await server.client.leaderboard('small');
		expect(board.judge_state?.retired_at).toBe(retired.retired_at);
		await server.client.changeJudge(SECOND, { retired: false });
		const { id } = await server.client.createSubmission(smallSubmission('small', 'third'));
		expect((await server.untilJudged(id)).runs).toHaveLength(1);
	});
});

test('a provider that changes the model in mid-run is flagged on the run and on the board', async () => {
	await server.client.createBenchmark(smallBenchmark('changing'));
	const { id } = await server.client.createSubmission(smallSubmission('changing', 'first'));
	const [run] = (await server.untilJudged(id)).runs;
	const models = ['test-judge', 'test-judge-newer'];
	expect(run?.reported_models).toEqual(models);
	const board = await server.untilOnBoard('changing', [id]);
	expect(board.judge_state?.reported_models).toEqual(models);
	const { boards } = await server.client.judge(FIRST);
	expect(boards.find(({ benchmark }) => benchmark === 'changing@1')).toMatchObject({
		reported_models: models,
	});
	// A later run that shares these judgments is told of them as well.
	const twin = { ...smallSubmission('changing', 'first'), model: { slug: 'twin', name: 'Twin' } };
	const shared = await server.client.createSubmission(twin);
	expect((await server.untilJudged(shared.id)).runs[0]?.reported_models).toEqual(models);
	expect((await server.client.run(run?.id ?? '')).reported_models).toEqual(models);
	const steady = await server.client.submission(first);
	for (const { reported_models: said } of steady.runs) expect(said).toHaveLength(1);
});
