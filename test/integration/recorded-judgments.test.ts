import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { judgmentImport } from '@codejoust/contract/schemas/judgment-import';
import { pairJudgments } from '@codejoust/contract/schemas/pair-judgments';
import type {
	JudgmentImport,
	NewJudgmentImport,
	NewPairJudgments,
} from '@codejoust/contract/client';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { runCli } from '../support/run-cli.ts';
import { dataFile, hasFiles, readGzippedRows, readJson } from '../support/shared-data.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const [ALPACA = '', PUBLISHED = '', ASKED = ''] = [
	'annotations.jsonl.gz',
	'published.json',
	'questions.jsonl.gz',
].map((name) => dataFile(`alpaca_eval/${name}`));
const hasAlpaca = hasFiles(ALPACA, PUBLISHED, ASKED);
const HAIKU = dataFile('judgebench/claude-3-haiku-20240307__on__claude-3-5-sonnet.jsonl.gz');
const EXPECTED = dataFile('judgebench/expected-claude-3-haiku.json');
const ANNOTATOR = 'weighted_alpaca_eval_gpt4_turbo';
/** Two of its questions have no annotation. */
const MODEL = 'phi-2';

let server: CodejoustServer;
let dry: {
	readonly said: JudgmentImport;
	readonly kinds: readonly string[];
	readonly models: number;
};
let brought: Readonly<Record<'weighted' | 'decided' | 'reread', JudgmentImport>>;

/** All boards are computed at once, while the first tests run. */
beforeAll(async () => {
	server = await startCodejoust();
	await server.client.createBenchmark(smallBenchmark('small'));
	await server.client.createSubmission(smallSubmission('small', 'known'));
	const said = await bring(ANNOTATIONS, { dry_run: true });
	const kinds = (await server.client.judges()).items.map(({ kind }) => kind);
	dry = { said, kinds, models: (await server.client.models()).items.length };
	brought = {
		weighted: await bring(ANNOTATIONS, { names: ['annotations.json'] }),
		decided: await bring(GAMES, { judge: 'published' }),
		reread: await bring(GAMES, { judge: 'published', decisions: 'reread' }),
	};
	if (hasAlpaca) await bringAlpaca();
});
afterAll(() => server.stop());

const QUESTIONS = ['q1', 'q2', 'q3', 'q4'];
const asFile = (rows: readonly unknown[]) =>
	new Blob([rows.map((row) => JSON.stringify(row)).join('\n')]);

const bring = (rows: readonly unknown[], metadata: NewJudgmentImport = {}, benchmark = 'small') =>
	server.client.importJudgments(benchmark, { metadata, judgments: [asFile(rows)] });

/** The board of a recorded judge, once it is computed. */
const boardOf = (judge: string, benchmark = 'small') =>
	until(
		() => server.client.leaderboard(benchmark, { judge }),
		({ rows }) => rows.length > 0,
	);

const annotation = (question: string, preference: number | null) => ({
	instruction: `Question ${question.slice(1)} of small: reverse a list.`,
	output_1: `The baseline's answer ${question.slice(1)}.`,
	output_2: `Another answer ${question}.`,
	generator_1: 'Baseline',
	generator_2: 'Fresh Model 7B',
	annotator: 'weighted-judge',
	preference,
});
const PREFERENCES = [2, 1.5, 1.25, null] as const;
const ANNOTATIONS = PREFERENCES.map((preference, at) => annotation(`q${at + 1}`, preference));

const twoGames = (
	question: string,
	scores: readonly (string | null)[],
	words = 'I say [[A>B]]',
) => ({
	uid: question,
	judge: 'gpt-x',
	model: 'known',
	baseline: 'baseline',
	games: scores.map((score) => ({ score, judgment: { answer: words } })),
});

const GAMES = [
	twoGames('q1', ['A>B', 'A>B']),
	twoGames('q2', ['B>>A', 'A>B']),
	twoGames('q3', ['A=B', null]),
	twoGames('q4', ['A<B', 'A=B'], ''),
];

describe('preferences of one game each', () => {
	test('a dry run says what would be stored, and stores nothing', () => {
		expect(dry).toMatchObject({
			// The baseline and the one that was submitted.
			models: 2,
			said: {
				dry_run: true,
				judges: [
					{
						judge: 'recorded-weighted-judge@1',
						orders: 'one',
						models: [{ model: 'fresh-model-7b', answers: 'imported', submission_id: null }],
					},
				],
			},
		});
		expect(dry.kinds).not.toContain('recorded');
	});

	test('become a board that shows the mean preference, and no figures of orders', async () => {
		expect(judgmentImport.parse(brought.weighted)).toEqual(brought.weighted);
		expect(brought.weighted.judges[0]?.models[0]).toMatchObject({
			battles: 4,
			games: 4,
			scored: 3,
			unscored: { 'not-recorded': 1 },
			answered: 4,
		});
		const { rows, judge, underway } = await boardOf('recorded-weighted-judge@1');
		expect(judge).toMatchObject({ recorded_orders: 'one', model: 'weighted-judge' });
		expect(underway).toEqual([]);
		expect(rows).toMatchObject([
			{
				wins: 1,
				ties: 1,
				losses: 1,
				unscored: 1,
				unscored_reasons: { 'not-recorded': 1 },
				flip_rate: null,
				first_position_share: null,
				cost_micro_usd: 0,
				preference: { value: 0.583333333 },
			},
		]);
	});

	test('the same file again changes nothing', async () => {
		const again = await bring(ANNOTATIONS);
		expect(again.is_new).toBe(false);
		expect(again.judges[0]).toMatchObject({ is_new: false, models: [{ is_new: false }] });
		expect(await server.client.judge('recorded-weighted-judge@1')).toMatchObject({
			endpoint: null,
			recorded: {
				format: 'AlpacaEval',
				orders: 'one',
				decisions: 'file',
				imports: [
					{
						benchmark: 'small@1',
						models: 1,
						games: 4,
						scored: 3,
						files: [{ name: 'annotations.json', records: 4 }],
					},
				],
			},
		});
	});

	test('a battle has its one game, and its bundle is recomputed to the same numbers', async () => {
		const { items } = await server.client.battles({ judge: 'recorded-weighted-judge@1' });
		const first = items.find(({ question_id: id }) => id === 'q1');
		expect(first).toMatchObject({ by: 'game', outcome: 'win', margin: 1, consistency: null });
		const battle = await server.client.battle(first?.id ?? '');
		expect(battle.answer).toBe('Another answer q1.');
		expect(battle.games).toMatchObject([
			{
				order: 'baseline-first',
				judgments: [{ verdict: 'B>A', preference: 0, cost_micro_usd: 0 }],
			},
		]);
		const { snapshot } = await boardOf('recorded-weighted-judge@1');
		const bundle = await send(server, `/v1/snapshots/${snapshot?.id}/bundle`);
		expect(recomputeBundle(bundle.text)).toMatchObject({ kind: 'identical' });
	});
});

describe('labels of two games', () => {
	test('count as games of a judge that is asked; the answers are those that were submitted', async () => {
		const { decided } = brought;
		expect(decided.judges).toMatchObject([
			{
				judge: 'published@1',
				judged_by: 'gpt-x',
				orders: 'both',
				models: [{ answers: 'submitted' }],
			},
		]);
		expect(decided.judges[0]?.models[0]).toMatchObject({
			games: 8,
			scored: 6,
			compared: 6,
			differing: 3,
		});
		const board = await boardOf('published@1');
		expect(board.rows).toMatchObject([
			{ wins: 1, ties: 1, losses: 0, unscored: 2, flip_rate: 0.5 },
		]);
		const { items } = await server.client.battles({ judge: 'published@1' });
		const reasons = items.map(({ question_id: id, unscored_reasons: why }) => [id, why.join()]);
		expect(Object.fromEntries(reasons)).toMatchObject({ q3: 'no-verdict', q4: 'not-recorded' });
	});

	test('are another judge when their words are read again', async () => {
		expect(brought.reread.judges).toMatchObject([{ judge: 'published@2', is_new: true }]);
		expect((await boardOf('published@2')).rows).toMatchObject([
			{ wins: 0, ties: 3, losses: 0, unscored: 1, flip_rate: 1 },
		]);
	});
});

test('a recorded judge is never live by itself, and judges nothing else', async () => {
	const board = await server.client.leaderboard('small');
	expect(board.judge.kind).toBe('pairwise');
	const { id } = (await server.client.submissions()).items.find(
		({ model }) => model.slug === 'known',
	) ?? { id: '' };
	const judge = 'recorded-weighted-judge@1';
	const plan = { submission: id, judge };
	const refuse = (path: string, body: unknown, code: 'conflict' | 'invalid-input' = 'conflict') =>
		expectRefusal(server, code, path, { method: 'POST', body });
	for (const path of ['/v1/runs', '/v1/runs/estimate'])
		expect((await refuse(path, plan)).detail).toContain('can judge nothing else');
	const rejudging = { benchmark: 'small', judge, scope: { kind: 'all' } };
	expect((await refuse('/v1/rejudgings', rejudging)).detail).toContain('is recorded');
	const members = { slug: 'panel', definition: { kind: 'jury', members: [judge, 'published@1'] } };
	expect((await refuse('/v1/judges', members, 'invalid-input')).errors?.[0]?.reason).toContain(
		'is recorded',
	);
	const written = { slug: 'mine', definition: { kind: 'recorded' } };
	expect((await refuse('/v1/judges', written, 'invalid-input')).errors?.[0]?.reason).toContain(
		'made by an import',
	);
	const { items } = await server.client.runs({ submission: id });
	const run = items.find(({ judge: { kind } }) => kind === 'recorded');
	expect(run).toMatchObject({ finished_at: expect.any(String) });
	expect((await refuse(`/v1/runs/${run?.id}/retry`, undefined)).detail).toContain('were imported');
});

test('all that is wrong is told at once, and nothing is stored', async () => {
	const bad = [
		{ ...annotation('q1', 1), output_1: 'Not the baseline’s.' },
		{ ...annotation('q2', 1), instruction: 'Nobody asks this.' },
		annotation('q3', 9),
		annotation('q4', 2),
		annotation('q4', 2),
	];
	const refused = await bring(bad, { judge: 'bad' }).catch((error: unknown) => error);
	expect(refused).toMatchObject({
		problem: {
			errors: [
				{ line: 3, reason: expect.stringContaining('`preference` is 9') },
				{ line: 1, reason: expect.stringContaining('not the answer of the benchmark’s baseline') },
				{ line: 2, reason: expect.stringContaining('no question "Nobody asks this."') },
				{ line: 5, reason: expect.stringContaining('was judged on question "q4" in Row 4') },
			],
		},
	});
	await expect(server.client.judge('bad@1')).rejects.toThrow();
});

test('a model whose answers nobody has is refused, or stored without them when that is asked for', async () => {
	const bare = QUESTIONS.map((question_id) => ({
		question_id,
		model: 'unseen',
		baseline: 'baseline',
		annotator: 'weighted-judge',
		preference: 2,
		length_model: 40,
	}));
	await expect(bring(bare)).rejects.toThrow(/The answers of unseen are not known/);
	const stored = await bring(bare, { answers: 'unknown', judge: 'bare' });
	const submission = stored.judges[0]?.models[0]?.submission_id ?? '';
	expect(stored.judges[0]?.models[0]).toMatchObject({ answers: 'unknown', scored: 4 });
	const [battle] = (await server.client.battles({ judge: 'bare@1' })).items;
	expect(await server.client.battle(battle?.id ?? '')).toMatchObject({
		answer_withheld: 'not-given',
	});
	await expect(
		server.client.createRun({ submission, judge: 'codejoust-rehearsal-1@1' }),
	).rejects.toThrow(/without the texts of its answers/);
	expect((await bring(bare, { answers: 'unknown', judge: 'bare' })).is_new).toBe(false);
});

test('battles of two other models are refused with their number, or left out', async () => {
	const battle = (question_id: string, model_b: string) => ({
		question_id,
		model_a: 'known',
		model_b,
		winner: 'model_a',
	});
	const rows = [battle('q1', 'baseline'), battle('q2', 'other'), battle('q3', 'baseline')];
	const people = { judged_by: 'people' };
	await expect(bring(rows, people)).rejects.toThrow(
		/In 1 of 3 records neither model is the baseline of small@1 \("known" and "other"\)/,
	);
	const stored = await bring(rows, { ...people, others: 'skip' });
	expect(stored.notes).toEqual([expect.stringContaining('1 record was left out')]);
	expect(stored.judges[0]?.models[0]).toMatchObject({
		scored: 2,
		unscored: { 'not-recorded': 2 },
	});
});

test.skipIf(!hasAlpaca)(
	'the board of AlpacaEval’s annotations has the published win rate and standard error',
	async () => {
		const { rows } = await boardOf('recorded-weighted-alpaca-eval-gpt4-turbo@1', 'alpaca');
		const published = readJson(PUBLISHED)[ANNOTATOR][MODEL];
		expect(rows).toMatchObject([
			{
				n: 805,
				missing: 2,
				wins: published.n_wins,
				losses: published.n_wins_base,
				ties: published.n_draws,
				preference: {
					value: expect.closeTo(published.win_rate / 100, 9),
					standard_error: expect.closeTo(published.standard_error / 100, 9),
				},
			},
		]);
	},
);

describe('judgments of labelled pairs', () => {
	const pair = (n: number, games: readonly (string | null)[]) => ({
		pair_id: `p${n}`,
		source: 'made-up',
		question: `Which one, ${n}?`,
		response_A: `first ${n}`,
		response_B: n === 4 ? `first ${n}` : `second ${n}`,
		label: 'A>B',
		judge_name: 'arena_hard',
		judgments: games.map((decision) => ({
			judgment: { judge_model: 'haiku', response: decision === null ? '' : `[[${decision}]]` },
			decision,
		})),
	});
	const ROWS = [
		pair(1, ['A>B', 'B>A']),
		pair(2, ['A>B', 'A>B']),
		pair(3, ['B>A', null]),
		pair(4, ['A=B', 'A=B']),
	];
	const bringPairs = (rows: readonly unknown[], more: Partial<NewPairJudgments> = {}) =>
		server.client.importPairJudgments({
			metadata: { set: { slug: 'made-up', name: 'Made up' }, ...more },
			judgments: [asFile(rows)],
		});
	const measured = (id: string | null) =>
		until(
			() => server.client.judgeCheck(id ?? ''),
			({ results }) => results !== null,
		);

	test('become a check of a recorded judge, which no board shows and nobody can ask', async () => {
		const said = await bringPairs(ROWS, { dry_run: true });
		expect(said).toMatchObject({ dry_run: true, check_id: null, games: 6, undecided: 1 });
		expect((await server.client.checkSets()).items).toEqual([]);
		const first = await bringPairs(ROWS);
		expect(pairJudgments.parse(first)).toEqual(first);
		expect(first).toMatchObject({
			set: { name: 'made-up@1', is_new: true, pairs: 4 },
			judge: 'recorded-haiku-arena-hard@1',
			orders: 'both',
			scored: 5,
			unscored: { 'not-recorded': 1 },
			compared: 5,
			differing: 0,
		});
		const { results, judge } = await measured(first.check_id);
		expect(judge).toMatchObject({ kind: 'recorded', recorded_orders: 'both' });
		expect(results?.overall).toMatchObject({
			pairs: 4,
			scored: 3,
			unscored_reasons: { 'not-recorded': 1 },
			correct: 1,
			undecided: 2,
			wrong: 0,
			judgebench_compat: { pairs: 4, correct: 1, incorrect: 1, ties: 2 },
		});
		const order = { set: 'made-up', judge: judge.name };
		await expect(server.client.startCheck(order)).rejects.toThrow(/can judge nothing else/);
		expect((await server.client.judge(judge.name)).recorded).toMatchObject({
			format: 'JudgeBench',
			imports: [{ benchmark: 'judge-check.made-up@1', games: 6 }],
		});
	});

	test('the same file again changes nothing; another judge’s file finds the set in its own order', async () => {
		expect(await bringPairs(ROWS)).toMatchObject({ is_new: false, set: { is_new: false } });
		const other = await bringPairs(ROWS.toReversed().slice(1), {
			judged_by: 'another',
			decisions: 'reread',
		});
		expect(other).toMatchObject({
			is_new: true,
			set: { is_new: false },
			judge: 'recorded-another@1',
		});
		const { results } = await measured(other.check_id);
		expect(results?.overall).toMatchObject({
			pairs: 4,
			scored: 3,
			unscored_reasons: { 'not-recorded': 1 },
		});
	});

	test('one game a pair decides it, and says nothing of orders', async () => {
		const rows = ROWS.slice(0, 3).map((row) => ({ ...row, judgments: row.judgments.slice(0, 1) }));
		const set = { slug: 'one-order', name: 'One order' };
		const { orders, check_id: id } = await bringPairs(rows, { set, judged_by: 'single' });
		const { results } = await measured(id);
		expect(orders).toBe('one');
		expect(results?.overall).toMatchObject({
			scored: 3,
			correct: 2,
			wrong: 1,
			position_consistency: null,
			first_position_share: null,
		});
	});

	test('another pair under a known id, two judges and a missing judge are refused', async () => {
		const changed = [ROWS[0], { ...ROWS[1], label: 'B>A' }, { ...ROWS[2], response_B: 'other' }];
		const refused = await bringPairs(changed).catch((error: unknown) => error);
		expect(refused).toMatchObject({
			problem: {
				errors: [
					{ line: 2, reason: expect.stringContaining('its label is A there') },
					{ line: 3, reason: expect.stringContaining('its second answer is another one there') },
				],
			},
		});
		const two = [ROWS[0], { ...ROWS[1], judge_name: 'vanilla' }];
		await expect(bringPairs(two)).rejects.toThrow(/judgments of 2 judges/);
		await expect(bringPairs(two, { judged_by: 'both', decisions: 'reread' })).rejects.toThrow(
			/says other labels than ours/,
		);
		const nobody = [{ ...ROWS[0], judgments: [null, null] }];
		await expect(bringPairs(nobody)).rejects.toThrow(/do not say who judged/);
	});

	test.skipIf(!hasFiles(HAIKU, EXPECTED))(
		'by one command the check of JudgeBench’s haiku has the published figures, overall and by group',
		async () => {
			const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
			const command = ['import', 'judgments', HAIKU, '--set', 'judgebench'];
			const { code, stdout, stderr } = await runCli(command, { env });
			expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('270 pairs') });
			expect(stdout).toMatch(/overall +270 +257 .* 32\.2 %/);
			const judge = 'recorded-claude-3-haiku-20240307@1';
			const { items } = await server.client.judgeChecks({ set: 'judgebench', judge });
			const expected = readJson(EXPECTED);
			const { overall, categories = [] } = items[0]?.results ?? {};
			expect(categories.map(({ category }) => category)).toEqual(
				Object.keys(expected.by_group).sort(),
			);
			for (const [numbers, theirs] of [
				[overall, expected.overall],
				...categories.map((one) => [one.numbers, expected.by_group[one.category]]),
			])
				expect(numbers.judgebench_compat).toEqual({
					pairs: theirs.n_pairs,
					correct: theirs.n_correct,
					incorrect: theirs.n_incorrect,
					ties: theirs.n_tie,
					accuracy: expect.closeTo(theirs.accuracy_pct / 100, 12),
					position_consistency: expect.closeTo(theirs.position_consistency, 12),
				});
		},
	);
});

type AlpacaRow = Readonly<Record<'question_id' | 'model' | 'annotator', string>>;

async function bringAlpaca(): Promise<void> {
	const rows = readGzippedRows<AlpacaRow>(ALPACA).filter(
		({ model, annotator }) => annotator === ANNOTATOR && model === MODEL,
	);
	const asked = readGzippedRows<Readonly<Record<'question_id' | 'instruction', string>>>(ASKED);
	await server.client.createBenchmark({
		slug: 'alpaca',
		version: '1',
		name: 'AlpacaEval',
		baseline: { slug: 'gpt4-1106-preview', name: 'gpt4_1106_preview' },
		questions: asked.map(({ question_id, instruction: prompt }) => ({
			question_id,
			prompt,
			category: 'all',
			subcategory: 'all',
			languages: [],
			difficulty: 'unspecified',
		})),
		baseline_responses: asked.map(({ question_id }) => ({
			question_id,
			response: `The baseline's answer to ${question_id}.`,
		})),
	});
	await bring(rows, { answers: 'unknown' }, 'alpaca');
}
