import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { critiqueLine, preferenceLine } from '@codejoust/contract/schemas/export';
import { REFERENCE_TEXT } from '@codejoust/contract/schemas/closed-lists';
import { rubricJudge } from '@codejoust/judge/protocol/rubric-judge';
import { PREFERENCE_NAMES } from '@codejoust/judge/definition/preferences';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { type KindsJudge, KINDS_JUDGE, startKindsJudge } from '../support/kinds-judge.ts';
import { runCli } from '../support/run-cli.ts';
import { hasFiles } from '../support/shared-data.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 12;
const CRITERIA = ['readability', 'coding-style'];
const SIDE = QUESTIONS * CRITERIA.length;

describe.skipIf(!hasFiles(KINDS_JUDGE))('a judge that rates one answer at a time', () => {
	let judge: KindsJudge;
	let server: CodejoustServer;
	const ids: string[] = [];

	beforeAll(async () => {
		judge = await startKindsJudge('rubric', '--odd-rate', '0.15');
		server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
		await server.client.createJudge({
			slug: 'rates',
			definition: {
				kind: 'rubric',
				model: 'kinds-judge',
				criteria: CRITERIA,
				reAsk: { reasons: [], tokenFactor: 1 },
			},
		});
		await server.client.createBenchmark(smallBenchmark('small', QUESTIONS));
		for (const name of ['first', 'second', 'third'])
			ids.push(
				(await server.client.createSubmission(smallSubmission('small', name, QUESTIONS))).id,
			);
	});
	afterAll(async () => {
		await server.stop();
		await judge.stop();
	});

	const run = (...args: readonly string[]) =>
		runCli(args, { env: { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key } });

	test('the baseline is rated once for all submissions, those that run at the same time included', async () => {
		for (const id of ids) await server.untilJudged(id);
		const before = (await judge.readLedger()).length;
		const [first, second, third] = ids;
		const names = { judge: 'rates@1' };
		const plan = await server.client.estimateRun({ submission: first ?? '', ...names });
		expect(plan).toMatchObject({ games: 2 * SIDE, games_known: 0, games_to_ask: 2 * SIDE });
		for (const submission of [first, second])
			await server.client.createRun({ submission: submission ?? '', ...names });
		for (const submission of [first, second]) await server.untilJudged(submission ?? '');
		expect((await judge.readLedger()).length - before).toBe(3 * SIDE);

		const rated = (await judge.readLedger()).slice(before);
		expect(new Set(rated.map(({ prompt_sha256: prompt }) => prompt)).size).toBe(3 * SIDE);
		const next = await server.client.estimateRun({ submission: third ?? '', ...names });
		expect(next.games).toBe(2 * SIDE);
		expect(next.games_to_ask).toBeLessThan(1.4 * SIDE);
		await server.client.createRun({ submission: third ?? '', ...names });
		await server.untilJudged(third ?? '');
	});

	test('every rating is what the judge said, and what cannot be read is counted with its reason', async () => {
		const lines = await Promise.all(
			ids.map(async (submission) => {
				const { text } = await send(
					server,
					`/v1/exports/games?benchmark=small&judge=rates@1&submission=${submission}`,
				);
				return text.split('\n').filter((line) => line !== '');
			}),
		);
		const games = lines.flat().map((line) => JSON.parse(line));
		expect(games).toHaveLength(3 * 2 * SIDE);
		const newest = new Map(games.map((game) => [game.identity, game]));
		expect(newest.size).toBe(4 * SIDE);
		// A prompt that is asked again gets the same reply.
		const asked = (await judge.readLedger()).filter(({ model }) => model === 'kinds-judge');
		const told = [...new Map(asked.map((row) => [row.prompt_sha256, row])).values()];
		expect(told).toHaveLength(4 * SIDE);
		const count = (values: readonly unknown[]) =>
			Object.fromEntries([...Map.groupBy(values, String)].map(([key, all]) => [key, all.length]));
		const said = told.filter(({ odd }) => !odd).map(({ value }) => value);
		const read = [...newest.values()].map(({ rating }) => rating).filter((one) => one !== null);
		expect(count(read)).toEqual(count(said));
		const reasons = [...newest.values()].flatMap((game) => game.unscored_reason ?? []);
		expect(reasons).toHaveLength(told.length - said.length);
		expect(reasons).toContain('out-of-range');
		expect(
			new Set(reasons).isSubsetOf(new Set(['no-verdict', 'contradictory', 'out-of-range'])),
		).toBe(true);
		for (const { points, verdict } of games) expect([points, verdict]).toEqual([null, null]);
	});

	test('a board has the means of the ratings, and its bundle is recomputed with them', async () => {
		const board = await until(
			() => server.client.leaderboard('small', { judge: 'rates@1' }),
			({ rows }) => rows.length === ids.length,
		);
		for (const row of board.rows) {
			expect([row.flip_rate, row.first_position_share]).toEqual([null, null]);
			expect(row.mean_ratings?.model.overall.questions).toBe(row.scored);
			expect(row.mean_ratings?.baseline.criteria.map(({ name }) => name)).toEqual(
				CRITERIA.toSorted(),
			);
		}
		const { text } = await send(server, `/v1/snapshots/${board.snapshot?.id}/bundle`);
		expect(recomputeBundle(text)).toMatchObject({ kind: 'identical', models: 3 });
		const changed = text.replace(/"rating":[1-9],/, '"rating":10,');
		expect(recomputeBundle(changed)).toMatchObject({ kind: 'different' });
	});

	test('two kinds of judges are compared by their outcomes, and labels that one has not are no unscored games', async () => {
		const names = { from: 'test-judge@1', to: 'rates@1' };
		const compared = await server.client.judgeComparison('small', names);
		expect(compared.outcomes.table.flat().reduce((sum, n) => sum + n, 0)).toBe(compared.outcomes.n);
		expect(compared.verdicts.labels).toMatchObject({ n: 0, share: null });
		expect(compared.verdicts.unscored).toBe(0);
		expect(compared.to).toMatchObject({ consistency: { n: 0 }, first_position: { n: 0 } });
	});

	test('a battle is tried with all that is asked, or with one rating', async () => {
		const { items } = await server.client.battles({
			benchmark: 'small',
			judge: 'rates@1',
			limit: 1,
		});
		const battle = items[0]?.id ?? '';
		const whole = await server.client.tryJudge('rates@1', { battle });
		expect(whole.games).toHaveLength(2 * CRITERIA.length);
		const one = await server.client.tryJudge('rates@1', { battle, order: 'model:readability' });
		expect(one).toMatchObject({ outcome: null, games: [{ order: 'model:readability' }] });
		await expect(server.client.tryJudge('rates@1', { battle, order: 'swapped' })).rejects.toThrow(
			/baseline:readability, model:readability/,
		);
		const shown = await run('battle', battle);
		expect(shown.stdout).toMatch(/Rating, the model under readability: (rated \d+ of 10|unscored)/);
	});

	test('pairs for DPO keep a gap of the means, and critiques have the rating of the baseline once', async () => {
		const out = async (path: string) => {
			const { status, text } = await send(
				server,
				`/v1/exports/${path}benchmark=small&judge=rates@1`,
			);
			expect(status).toBe(200);
			return text
				.split('\n')
				.filter((line) => line !== '')
				.map((line) => JSON.parse(line));
		};
		const pairs = await out('preferences?from=ratings&least_gap=2&');
		expect(pairs.length).toBeGreaterThan(0);
		for (const line of pairs) {
			const { ratings } = preferenceLine.parse(line);
			const lead = (ratings ?? []).reduce(
				(sum, { chosen, rejected }) => sum + chosen - rejected,
				0,
			);
			expect(lead / CRITERIA.length).toBeGreaterThanOrEqual(2);
			expect(line.margin).toBe(lead);
		}
		expect(await out('preferences?')).toEqual([]);
		const wrong = await run('export', 'preferences', 'small', '--least-gap', '2');
		expect(wrong).toMatchObject({ code: 2, stdout: '' });

		const critiques = (await out('critiques?')).map((line) => critiqueLine.parse(line));
		const ofBaseline = critiques.filter(({ answer_of: side }) => side === 'baseline');
		expect(ofBaseline.length).toBeLessThanOrEqual(SIDE);
		const places = ofBaseline.map((one) => `${one.question_id} ${one.rated_criterion}`);
		expect(new Set(places).size).toBe(places.length);
		for (const { completion, prompt, answer } of critiques) {
			expect(completion).toContain('The names say what they hold.');
			expect(prompt).toContain(answer);
			expect(prompt).not.toContain('fence');
		}
	});

	test('the rows of CODAL-Bench are imported, and each question is rated by its preference alone', async () => {
		const preferences = [
			'instruction-following',
			'explanation',
			'complexity',
			'readability',
			'style',
		];
		const rows = preferences.map((preference, n) => ({
			instruction: `Question ${n} about ${preference}: reverse a list.`,
			preference,
			'gpt-3.5-turbo_response': `The baseline's answer ${n}.`,
			'gpt-4-turbo_response': `The right answer ${n}.`,
		}));
		const folder = await mkdtemp(join(tmpdir(), 'codejoust-codal-'));
		const file = join(folder, 'codal.jsonl');
		await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
		const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
		const flags = ['--slug', 'codal', '--name', 'Made-up rows', '--questions', file];
		const publish = (baseline: string, reference: string) =>
			runCli(
				[
					...['import', 'benchmark', ...flags],
					...['--baseline-model', baseline, '--reference-model', reference],
				],
				{ env },
			);
		const same = await publish('gpt-4-turbo', 'gpt-4-turbo');
		expect([same.code, same.stderr]).toEqual([2, expect.stringContaining('is the baseline')]);
		const published = await publish('gpt-3.5-turbo', 'gpt-4-turbo');
		await rm(folder, { recursive: true });
		expect(published.stdout).toContain('Published codal@1 with 5 questions.');
		expect(published.stderr).toContain('"gpt-4-turbo" are the references');
		const { userTemplate } = rubricJudge();
		await server.client.createJudge({
			slug: 'codal-rates',
			from: 'rates@1',
			definition: {
				criteria: [...PREFERENCE_NAMES],
				criteriaOfCategory: 'codal-bench',
				userTemplate: REFERENCE_TEXT + userTemplate,
			},
		});
		const { id } = await server.client.createSubmission({
			benchmark: 'codal',
			model: { slug: 'first', name: 'First' },
			responses: rows.map(({ instruction }, n) => ({
				instruction,
				first_response: `Answer ${n}.`,
			})),
		});
		const { games } = await server.client.estimateRun({ submission: id, judge: 'codal-rates@1' });
		expect(games).toBe(2 * preferences.length);
		await server.untilJudged(id);
		await server.client.createRun({ submission: id, judge: 'codal-rates@1' });
		await server.untilJudged(id);
		const { items } = await server.client.battles({ benchmark: 'codal', judge: 'codal-rates@1' });
		expect(items).toHaveLength(preferences.length);
		const style = items.find(({ category }) => category === 'style');
		const battle = await server.client.battle(style?.id ?? '');
		expect(battle.games.map(({ order }) => order)).toEqual([
			'baseline:coding-style',
			'model:coding-style',
		]);
		expect(battle).toMatchObject({
			was_reference_shown: true,
			question: { reference: 'The right answer 4.', reference_origin: 'model' },
		});
	});

	test('labelled pairs are decided by their ratings, with CODAL-Bench’s rule beside it', async () => {
		const pairs = Array.from({ length: 12 }, (_, n) => ({
			pair_id: `p${n}`,
			prompt: `Which one, ${n}?`,
			response_a: `first ${n}`,
			response_b: `second ${n}`,
			label: n % 2 === 0 ? 'A' : 'B',
		}));
		const set = await server.client.importCheckSet({
			metadata: { slug: 'labelled', name: 'Labelled' },
			pairs: new Blob([pairs.map((pair) => JSON.stringify(pair)).join('\n')]),
		});
		const { id } = await server.client.startCheck({ set: set.name, judge: 'rates@1' });
		const { results } = await until(
			() => server.client.judgeCheck(id),
			(check) => check.results !== null,
		);
		const { overall, codal_compat: codal } = results ?? {};
		expect(overall?.pairs).toBe(pairs.length);
		expect((overall?.scored ?? 0) + (overall?.unscored ?? 0)).toBe(pairs.length);
		expect([overall?.position_consistency, overall?.first_position_share]).toEqual([null, null]);
		expect(overall?.judgebench_compat.pairs).toBe(0);
		expect(codal?.pairs).toBe(pairs.length);
	});

	test('a board is judged again by ratings, promoted, and judged by verdicts once more', async () => {
		const again = async (judge: string) => {
			const { id, confirmation } = await server.client.planRejudging({ benchmark: 'small', judge });
			await server.client.startRejudging(id, confirmation ?? '');
			const { gate_results: gates } = await until(
				() => server.client.rejudging(id),
				({ state }) => state === 'reported',
			);
			await server.client.promoteRejudging(id, { over_gates: true, reason: 'Tried.' });
			return gates;
		};
		const gates = await again('rates@1');
		for (const name of ['consistency', 'first-position'])
			expect(gates.find(({ gate }) => gate === name)).toMatchObject({ blocks: false });
		expect((await server.client.leaderboard('small')).judge.name).toBe('rates@1');
		await again('test-judge@1');
		expect((await server.client.leaderboard('small')).judge.name).toBe('test-judge@1');
	});
});
