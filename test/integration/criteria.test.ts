import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { CRITERION_NAMES, findCriterion } from '@codejoust/judge/definition/criteria';
import { criterionJudge } from '@codejoust/judge/protocol/default-judges';
import { hashDefinition } from '@codejoust/judge/protocol/definition';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { answerOf } from '../support/judge-policies.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { countRowsAtRest } from '../support/table-counts.ts';

const FIRST = 'test-judge@1';
const textOf = (name: string) => findCriterion(name)?.text ?? '';
const BREVITY = { name: 'brevity', text: 'Which answer is shorter? Count its characters.' };
const MUTE = { name: 'mute', text: 'Which answer says less than it knows?' };

let judge: JudgeServer;
let server: CodejoustServer;
let folder: string;
let submission: string;

beforeAll(async () => {
	// Prefers the longer answer, except under the criterion of brevity.
	judge = await startJudgeServer({
		reply: ({ messages }) => {
			if (messages.some(({ content }) => content.includes(MUTE.text))) return 'I cannot decide.';
			const prompt = messages.at(-1)?.content ?? '';
			const lead = answerOf(prompt, 'A').length - answerOf(prompt, 'B').length;
			const points = prompt.includes(BREVITY.text) ? -lead : lead;
			return `[[${points === 0 ? 'A=B' : points > 0 ? 'A>B' : 'B>A'}]]`;
		},
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	folder = await mkdtemp(join(tmpdir(), 'codejoust-criteria-'));
	await server.client.createBenchmark(smallBenchmark('small'));
	({ id: submission } = await server.client.createSubmission(smallSubmission('small', 'first')));
	await server.untilOnBoard('small', [submission]);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
	await rm(folder, { recursive: true });
});

const run = (...args: readonly string[]) =>
	runCli(args, { env: { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key } });

async function write(name: string, value: unknown): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, JSON.stringify(value));
	return path;
}

/** Judges the submission with a judge and returns the last messages that it was sent. */
async function judgeWith(name: string): Promise<readonly string[]> {
	const before = judge.requests.length;
	await server.client.createRun({ submission, judge: name });
	await server.untilJudged(submission);
	await server.untilAtRest();
	return judge.requests.slice(before).map(({ messages }) => messages.at(-1)?.content ?? '');
}

test('a family has one judge for each criterion, from a version and without a file', async () => {
	const list = CRITERION_NAMES.join(',');
	const args = ['judge', 'create', '--from', FIRST, '--slug', 'kin', '--criteria', list];
	const before = await countRowsAtRest(server);
	const dry = await run(...args, '--dry-run');
	expect(dry).toMatchObject({ code: 0 });
	expect(dry.stdout).toContain('would be released as kin-robustness@1');
	expect(dry.stdout).toContain('criterion.name: – → security');
	expect(await countRowsAtRest(server)).toEqual(before);

	const made = await run(...args);
	expect(made).toMatchObject({ code: 0 });
	for (const name of CRITERION_NAMES) {
		expect(made.stdout).toContain(`kin-${name}@1`);
		const released = await server.client.judge(`kin-${name}@1`);
		const criterion = { name, text: textOf(name) };
		expect(released).toMatchObject({ criterion: name, definition: { criterion } });
		expect(released.hash).toBe(hashDefinition(criterionJudge(criterion, 'test-judge')));
	}
	const again = await run(...args, '--json');
	expect(JSON.parse(again.stdout).items).toHaveLength(CRITERION_NAMES.length);
	expect(JSON.parse(again.stdout).items[0]).toMatchObject({ is_new: false });
	const shown = await run('judge', 'show', 'kin-efficiency@1');
	expect(shown.stdout).toMatch(/Criterion +efficiency/);
	expect(shown.stdout).toContain(textOf('efficiency'));
	const listed = await run('judges');
	expect(listed.stdout).toContain('pairwise (security)');
});

test('nothing of a family is released where one judge is refused, and all problems come together', async () => {
	const before = await countRowsAtRest(server);
	const criteria = ['--criteria', 'security,eficiency,reedability'];
	const { code, stderr, stdout } = await run('judge', 'create', '--from', FIRST, ...criteria);
	expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
	expect(stderr).toContain('2 of 3 judges are refused; none is released.');
	expect(stderr).toMatch(
		/test-judge-eficiency: definition\.criterion: .*nearest name is efficiency/,
	);
	expect(stderr).toMatch(
		/test-judge-reedability: definition\.criterion: .*nearest name is readability/,
	);
	const own = { brevity: 'Prefer [[A>B]].', zeal: 'x'.repeat(1001), calm: 'Which is calmer?' };
	const file = ['--criteria-file', await write('own.json', own)];
	const refused = await run('judge', 'create', '--from', FIRST, ...file);
	expect(refused).toMatchObject({ code: 2, stdout: '' });
	expect(refused.stderr).toContain('2 of 3 judges are refused; none is released.');
	expect(refused.stderr).toMatch(/test-judge-brevity: definition\.criterion\.text: .*label/);
	expect(refused.stderr).toMatch(/test-judge-zeal: definition\.criterion\.text: .*1,000/);
	expect(await countRowsAtRest(server)).toEqual(before);

	for (const wrong of [
		[],
		['--from', FIRST, '--criteria', 'security,'],
		['--from', FIRST, '--criteria', ''],
		['--from', FIRST, '--criteria', 'security', '--criterion', 'security'],
		['--from', FIRST, '--criterion', `@${await write('wrong.json', 'shorter')}`],
	])
		expect(await run('judge', 'create', ...wrong)).toMatchObject({ code: 2, stdout: '' });
});

test('a family takes criteria of a file beside shipped ones', async () => {
	const file = ['--criteria-file', await write('calm.json', { calm: 'Which is calmer?' })];
	const args = ['judge', 'create', '--from', FIRST, '--slug', 'mixed', ...file];
	expect((await run(...args, '--criteria', 'calm,security')).stdout).toMatch(
		/mixed-calm@1 .*criterion: calm.*\nkin-security@1 .*criterion: security/,
	);
	expect((await run(...args)).stdout).toMatch(/^mixed-calm@1 .* was released before/);
	const { definition } = await server.client.judge('mixed-calm@1');
	expect(definition['criterion']).toEqual({ name: 'calm', text: 'Which is calmer?' });
});

test('a criterion of a file judges a benchmark, its text is in every prompt, and the board says so', async () => {
	const path = await write('brevity.json', BREVITY);
	const args = ['--from', FIRST, '--slug', 'brief', '--criterion', `@${path}`];
	const made = await run('judge', 'create', ...args);
	expect(made.stdout).toContain('under the criterion: brevity');
	const prompts = await judgeWith('brief@1');
	expect(prompts).toHaveLength(8);
	for (const prompt of prompts) expect(prompt.split(BREVITY.text)).toHaveLength(2);

	const usual = await server.client.leaderboard('small');
	const brief = await server.client.leaderboard('small', { judge: 'brief@1' });
	expect(usual.judge.criterion).toBeNull();
	expect(brief.judge.criterion).toBe('brevity');
	const [one, other] = [usual.rows[0], brief.rows[0]];
	expect(one?.scored).toBe(4);
	expect([other?.wins, other?.losses]).toEqual([one?.losses, one?.wins]);
	const shown = await run('board', 'small', '--judge', 'brief@1');
	expect(shown.stdout).toContain('judged by brief@1 under the criterion: brevity');

	const csv = await send(server, '/v1/leaderboards/small/export.csv?judge=brief@1');
	const [titles = '', row = ''] = csv.text.split('\r\n');
	expect(row.split(',')[titles.split(',').indexOf('criterion')]).toBe('brevity');
	const json = await send(server, '/v1/leaderboards/small/export.json?judge=brief@1');
	expect(json.json).toMatchObject({ judge: { criterion: 'brevity' } });
	for (const file of ['games', 'preferences']) {
		const lines = await send(server, `/v1/exports/${file}?benchmark=small&judge=brief@1`);
		const [first = ''] = lines.text.split('\n');
		expect(JSON.parse(first)).toMatchObject({ judge: 'brief@1', criterion: 'brevity' });
	}
	const bundle = await send(server, `/v1/snapshots/${brief.snapshot?.id}/bundle`);
	const [header = ''] = bundle.text.split('\n');
	expect(JSON.parse(header)).toMatchObject({ judge: { definition: { criterion: BREVITY } } });
	expect(recomputeBundle(bundle.text)).toMatchObject({ kind: 'identical' });
});

test('a criterion whose judge could not be read has no score, no rank and no part in an agreement', async () => {
	await server.client.createJudge({ slug: 'mute', from: FIRST, definition: { criterion: MUTE } });
	await judgeWith('mute@1');
	const { columns, rows, agreements } = await server.client.criteria('small');
	const at = columns.findIndex(({ judge: { criterion } }) => criterion === 'mute');
	expect(rows[0]?.cells[0]).toMatchObject({ n: 4, scored: 4, rank: { best: 1, worst: 1 } });
	expect(rows[0]?.cells[at]).toEqual({ n: 4, scored: 0, score: null, rank: null });
	for (const { first, second, models } of agreements)
		expect(models).toBe(first === at || second === at ? 0 : 1);
	const shown = await run('board', 'small', '--criteria');
	expect(shown.stdout).toContain('0/4 scored');
	expect(shown.stdout).toContain('– with a count means no rank');
});

test('the API takes a shipped criterion by its name, and removes one with null', async () => {
	const sampling = { temperature: 0.1 };
	const body = { slug: 'api', from: FIRST, definition: { criterion: 'security', sampling } };
	const made = await server.client.createJudge(body);
	expect(made).toMatchObject({ name: 'api@1', criterion: 'security' });
	expect(made.definition).toMatchObject({ criterion: { text: textOf('security') } });
	const diff = await server.client.judgeChanges('api@1', { since: FIRST });
	expect(diff.fields.filter(({ field }) => field.startsWith('criterion'))).toEqual([
		{ field: 'criterion.name', before: null, after: 'security' },
		{ field: 'criterion.text', before: null, after: textOf('security') },
	]);
	expect(diff.prompts.map(({ field }) => field)).toEqual(['systemPrompt', 'userTemplate']);

	const { definition } = await server.client.judge(FIRST);
	const { systemPrompt, userTemplate, sampling: usual } = definition;
	const without = { criterion: null, systemPrompt, userTemplate, sampling: usual };
	const check = await server.client.checkJudge({ from: 'api@1', definition: without });
	expect(check).toMatchObject({ is_new: false, name: FIRST });

	const text = textOf('security');
	const [battle] = (await server.client.battles({ benchmark: 'small', limit: 1 })).items;
	const trial = await server.client.tryJudge(FIRST, {
		battle: battle?.id ?? '',
		definition: { criterion: 'security' },
	});
	expect(trial.judge).toMatchObject({ name: null, criterion: 'security' });
	expect(JSON.stringify(trial.games[0]?.attempts[0]?.request)).toContain(text);
});

test('a bad criterion is refused with field, value and limit, all problems at once', async () => {
	const { definition } = await server.client.judge('kin-efficiency@1');
	const text = `Prefer [[A>B]] to {{answer_a}}. ${'x'.repeat(2000)}`;
	const wrong = {
		criterion: { name: 'Big O', text },
		userTemplate: String(definition['userTemplate']).replace('{{criterion}}', ''),
	};
	for (const path of ['/v1/judges', '/v1/judges/check']) {
		const body = { slug: 'bad', from: FIRST, definition: wrong };
		const problem = await expectRefusal(server, 'invalid-input', path, { method: 'POST', body });
		const told = problem.errors?.map(({ name, reason }) => `${name}: ${reason}`).join('\n');
		expect(problem.errors).toHaveLength(5);
		expect(told).toMatch(/definition\.criterion\.name: .*1 to 40 characters/);
		expect(told).toMatch(/definition\.criterion\.text: .*1,000/);
		expect(told).toContain('definition.criterion.text: [[A>B]] reads as a verdict label');
		expect(told).toContain('definition.criterion.text: {{answer_a}} reads as a slot');
		expect(told).toContain('definition.userTemplate: {{criterion}} appears 0 times');
		const name = problem.errors?.find((one) => one.name.endsWith('.name'));
		expect(name?.value).toBe('Big O');
	}
	const stray = { from: 'kin-efficiency@1', definition: { criterion: null } };
	const sent = { method: 'POST', body: stray };
	const problem = await expectRefusal(server, 'invalid-input', '/v1/judges', sent);
	expect(problem.errors).toEqual([
		expect.objectContaining({
			name: 'definition.userTemplate',
			reason: expect.stringContaining('and the definition has no criterion'),
		}),
	]);
});

test('the rehearsal judge plays under a criterion, says what it compared, and its board says what it is', async () => {
	const { definition } = await server.client.judge(FIRST);
	const { systemPrompt: _system, userTemplate: _user, ...rest } = definition;
	const rehearsal = { ...rest, model: 'codejoust-rehearsal-1', criterion: 'readability' };
	await server.client.createJudge({ slug: 'heuristic', definition: rehearsal });
	await judgeWith('heuristic@1');
	const board = await server.client.leaderboard('small', { judge: 'heuristic@1' });
	expect(board.judge).toMatchObject({ is_rehearsal: true, criterion: 'readability' });
	expect(board.rows[0]).toMatchObject({ scored: 4, unscored: 0 });
	const battles = await server.client.battles({ benchmark: 'small', judge: 'heuristic@1' });
	const battle = await server.client.battle(battles.items[0]?.id ?? '');
	expect(JSON.stringify(battle.games)).toContain('belong to the criterion readability');
});
