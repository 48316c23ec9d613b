import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { judgmentImport } from '@codejoust/contract/schemas/judgment-import';
import type { JudgmentImport, NewJudgmentImport } from '@codejoust/contract/client';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { dataFile, hasFiles, readGzippedRows, readJson } from '../support/shared-data.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const [ALPACA = '', PUBLISHED = '', ASKED = ''] = [
	'annotations.jsonl.gz',
	'published.json',
	'questions.jsonl.gz',
].map((name) => dataFile(`alpaca_eval/${name}`));
const hasAlpaca = hasFiles(ALPACA, PUBLISHED, ASKED);
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
	expect(stored.notes).toEqual([expect.stringContaining('1 records were left out')]);
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
