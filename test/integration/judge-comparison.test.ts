import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Verdict } from '@codejoust/arena/rules/verdict';
import type { JudgeComparison, JudgeFlip } from '@codejoust/contract/client';
import { judgeComparison } from '../../packages/contract/src/schemas/judge-comparison.ts';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { type JudgeRouter, startJudgeRouter } from '../support/judge-router.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { type LedgerGames, readLedger } from '../support/ledger-counts.ts';
import { registerJudge } from '../support/register-judge.ts';
import { dataFile, hasFiles, readGzippedRows } from '../support/shared-data.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { startStubJudge, type StubJudge, STUB_JUDGE } from '../support/stub-judge.ts';

const FIRST = 'first-judge';
const SECOND = 'second-judge';
const [FROM, TO] = [`${FIRST}@1`, `${SECOND}@1`];

let router: JudgeRouter;
let server: CodejoustServer;
const judges: JudgeServer[] = [];

beforeAll(async () => {
	router = await startJudgeRouter();
	server = await startCodejoust({ judgeBaseUrl: router.baseUrl, judge: { model: FIRST } });
});
afterAll(async () => {
	await server.stop();
	await router.close();
	for (const judge of judges) await judge.close();
});

/** Has submissions judged by another judge and waits for the end. */
async function rejudge(
	judge: string,
	submissions: readonly string[],
	replicate = 0,
): Promise<void> {
	for (const submission of submissions)
		await server.client.createRun({ submission, judge, replicate });
	for (const submission of submissions) await server.untilJudged(submission);
}

async function listFlips(
	benchmark: string,
	query: Parameters<CodejoustServer['client']['judgeFlips']>[1],
): Promise<readonly JudgeFlip[]> {
	const flips: JudgeFlip[] = [];
	for (let cursor: string | null = ''; cursor !== null;) {
		const page = await server.client.judgeFlips(benchmark, { ...query, cursor });
		flips.push(...page.items);
		cursor = page.next_cursor;
	}
	return flips;
}

describe('two judges that turn everything round', () => {
	const QUESTIONS = 40;
	const LONG = 'with-a-name-that-is-longer-than-the-baseline-has';
	const path = '/v1/leaderboards/turned/judges';
	const asked = `from=${FROM}&to=${TO}`;
	let ids: string[];

	beforeAll(async () => {
		const first = await startJudgeServer({ policy: 'longer' });
		const second = await startJudgeServer({
			policy: 'shorter',
			fault: (_index, { messages }) =>
				/Question 7 of /.test(JSON.stringify(messages))
					? { kind: 'malformed', as: 'refusal' }
					: undefined,
		});
		judges.push(first, second);
		router.route(FIRST, first.baseUrl);
		router.route(SECOND, second.baseUrl);
		await registerJudge(server, SECOND);
		await server.client.createBenchmark(smallBenchmark('turned', QUESTIONS));
		ids = [];
		for (const model of ['m', LONG]) {
			const { id } = await server.client.createSubmission(
				smallSubmission('turned', model, QUESTIONS),
			);
			ids.push(id);
		}
		const { id: secret } = await server.client.createSubmission({
			...smallSubmission('turned', 'secret', QUESTIONS),
			visibility: 'private',
		});
		for (const id of [...ids, secret]) await server.untilJudged(id);
		await rejudge(TO, [...ids, secret]);
	});

	test('are reported as such: every model moves, no outcome is the same, what is unscored is counted', async () => {
		const compared = await server.client.judgeComparison('turned', { from: FROM, to: TO });
		expect(compared).toMatchObject({
			questions: QUESTIONS,
			battles: 2 * QUESTIONS,
			scored_by_both: 2 * (QUESTIONS - 1),
			moved: 2,
			outcomes: { n: 78, hits: 0, share: 0, reversed: { hits: 78, share: 1 } },
			boards: { spearman: -1, kendall: -1 },
			from: { battles_unscored: 0, longer_wins: { share: 1 } },
			to: { battles_unscored: 2, unscored_reasons: { refused: 2 }, longer_wins: { share: 0 } },
			verdicts: { unscored: 4, labels: { share: 0 } },
		});
		expect(compared.models).toMatchObject([
			{ model: { slug: 'm' }, answer: 'up', from: { place: 2 }, to: { place: 1 } },
			{ model: { slug: LONG }, answer: 'down', difference: { value: -1 } },
		]);
		expect(compared.summary[0]).toBe(
			'2 of 2 models move more than noise; consistency 1.00 → 1.00; what it costs is not known for both.',
		);
	});

	test('show nothing of a private submission', async () => {
		const { text, json } = await send(server, `${path}/compare?${asked}`, { key: null });
		expect(judgeComparison.parse(json), 'no field more or less').toEqual(json);
		expect(text).toContain(LONG);
		expect(text).not.toContain('secret');
		const flips = await listFlips('turned', { from: FROM, to: TO, limit: 30 });
		expect(flips).toHaveLength(78);
		expect(flips.filter(({ model }) => model.slug === 'secret')).toEqual([]);
		expect(new Set(flips.map(({ from }) => from.battle_id)).size).toBe(78);
	});

	test('are read again for nothing until something changes', async () => {
		const first = await send(server, `${path}/compare?${asked}`, { key: null });
		const tag = first.headers.get('etag') ?? '';
		const again = { key: null, headers: { 'if-none-match': tag } };
		expect((await send(server, `${path}/compare?${asked}`, again)).status).toBe(304);
		const other = await send(server, `${path}/compare?from=${TO}&to=${FROM}`, again);
		expect(other.status).toBe(200);
	});

	test('are a report in Markdown too', async () => {
		const { headers, text } = await send(server, `${path}/compare.md?${asked}`, { key: null });
		expect(headers.get('content-type')).toBe('text/markdown; charset=utf-8');
		expect(text).toContain('**2 of 2 models move more than noise;');
		expect(text).toMatch(/\| Model m \| 0\.0 .*\*\*up\*\*/);
	});

	test('lead to the battles that turned, by kind, model and category', async () => {
		const query = { from: FROM, to: TO, limit: 100 };
		const won = await listFlips('turned', { ...query, kind: 'loss-to-win' });
		expect(new Set(won.map(({ model }) => model.slug))).toEqual(new Set(['m']));
		expect(won).toHaveLength(39);
		const even = await listFlips('turned', { ...query, model: LONG, category: 'Even' });
		expect(even).toHaveLength(20);
		const [flip] = even;
		const [old, now] = await Promise.all(
			[flip?.from, flip?.to].map((side) => server.client.battle(side?.battle_id ?? '')),
		);
		expect(old).toMatchObject({ outcome: 'win', judge: { name: FROM }, category: 'Even' });
		expect(now).toMatchObject({ outcome: 'loss', judge: { name: TO } });
		expect(now?.question_id).toBe(old?.question_id);
	});

	test('are compared as far as they have come, and anew once a run goes on', async () => {
		const late = await registerJudge(server, 'late-judge');
		router.route('late-judge', judges[1]?.baseUrl ?? '');
		const [submission = ''] = ids;
		const { id: run } = await server.client.createRun({ submission, judge: late });
		await whileItGoesOn(run, 'pause');
		const compare = () => server.client.judgeComparison('turned', { from: FROM, to: late });
		const countSettled = async () => {
			const { items } = await server.client.battles({ run, limit: QUESTIONS });
			return items.filter(({ outcome }) => outcome !== 'open').length;
		};
		await until(
			async () => [(await compare()).battles, await countSettled()],
			([compared, settled]) => compared === settled,
		);
		await whileItGoesOn(run, 'resume');
		await server.untilJudged(submission);
		expect(await compare()).toMatchObject({
			battles: QUESTIONS,
			scored_by_both: QUESTIONS - 1,
			models: [{ submission_id: submission, answer: 'up' }],
		});
	});

	/** What was under way at a pause may have been all that was left. */
	async function whileItGoesOn(run: string, action: 'pause' | 'resume'): Promise<void> {
		try {
			await server.client.controlRun(run, action);
		} catch (error) {
			if ((await server.client.run(run)).state !== 'done') throw error;
		}
	}

	test('keep the texts of a private version to operators', async () => {
		await server.client.changeBenchmark('turned@1', { visibility: 'private' });
		const flips = `${path}/flips?${asked}&limit=1`;
		const shown = await send(server, flips, { key: null });
		expect(shown.text).toContain('"question_withheld":"private"');
		expect(shown.text).not.toContain('reverse a list');
		const own = await send(server, flips);
		expect(own.text).toContain('reverse a list');
		expect(own.headers.get('cache-control')).toBe('private, no-store');
		await server.client.changeBenchmark('turned@1', { visibility: 'public' });
	});

	test('are refused with the reason where there is nothing to compare', async () => {
		const compare = (query: string) => `${path}/compare?${query}`;
		await expectRefusal(server, 'invalid-input', compare(''));
		await expectRefusal(server, 'invalid-input', compare(`from=${FROM}&to=${FROM}`));
		const unknown = await expectRefusal(server, 'not-found', compare(`from=${FROM}&to=nobody@1`));
		expect(unknown.detail).toContain('"nobody@1"');
		await expectRefusal(server, 'not-found', `/v1/leaderboards/none/judges/compare?${asked}`);
		await expectRefusal(server, 'invalid-input', `${path}/flips?${asked}&kind=sideways`);
		await expectRefusal(server, 'invalid-input', `${path}/flips?${asked}&cursor=x`);
		const idle = await server.client.judgeComparison('turned', {
			from: FROM,
			to: 'codejoust-rehearsal-1@1',
		});
		expect(idle).toMatchObject({ battles: 0, models: [], moved: 0, outcomes: { share: null } });
		expect(idle.summary[0]).toContain('nothing to compare yet');
	});
});

type Question = { readonly question_id: string; readonly prompt: string };
type Answer = { readonly question_id: string; readonly response: string };

const BASELINE = 'gpt-4-0314';
const MODELS = ['gpt-3.5-turbo-0125', 'gpt-4-0613'] as const;
/** Answers of the one model to even questions and of the other to odd ones: a third place for no further game. */
const MIXED = 'mixed';
const CATEGORIES = ['Alpha', 'Beta', 'Gamma'];
const POLICIES = {
	[FIRST]: ['--verdict', 'longer'],
	'hash-judge': ['--verdict', 'hash'],
	'biased-judge': ['--verdict', 'longer', '--position-bias', '0.3'],
};
const COUNT = 100;
const arenaHard = (name: string) => dataFile(`arena-hard-v0.1/${name}.jsonl.gz`);
const isThere = hasFiles(
	STUB_JUDGE,
	...['questions', ...[BASELINE, ...MODELS].map((model) => `answers-${model}`)].map(arenaHard),
);

describe.skipIf(!isThere)('100 real questions under three judges', () => {
	const entrants = [...MODELS, MIXED];
	const battlesOf = new Map<string, ReturnType<typeof readBattles>>();
	const games = new Map<string, ReadonlyMap<string, readonly LedgerGames[]>>();
	const comparisons = new Map<string, JudgeComparison>();
	const flips = new Map<string, readonly JudgeFlip[]>();
	let ofReplicate: readonly LedgerGames[];

	beforeAll(async () => {
		const stubs = new Map<string, StubJudge>();
		for (const [model, flags] of Object.entries(POLICIES)) {
			const stub = await startStubJudge(flags);
			stubs.set(model, stub);
			router.route(model, stub.baseUrl);
			await registerJudge(server, model);
		}
		for (const model of entrants) battlesOf.set(model, readBattles(model));
		const ids = await submitAll(battlesOf);
		for (const model of ['hash-judge', 'biased-judge']) await rejudge(`${model}@1`, ids);
		const askedOnce = router.countOf('biased-judge');
		await rejudge('biased-judge@1', ids.slice(1, 2), 1);
		for (const to of ['hash-judge', 'biased-judge']) {
			const pair = { from: FROM, to: `${to}@1` };
			comparisons.set(to, await server.client.judgeComparison('arena-hard', pair));
			flips.set(to, await listFlips('arena-hard', { ...pair, limit: 200 }));
		}
		for (const [model, stub] of stubs) {
			const all = await stub.stop();
			const ledger = model === 'biased-judge' ? all.slice(0, askedOnce) : all;
			games.set(
				model,
				new Map([...battlesOf].map(([entrant, battles]) => [entrant, readLedger(ledger, battles)])),
			);
			if (model !== 'biased-judge') continue;
			ofReplicate = readLedger(all.slice(askedOnce), battlesOf.get(MODELS[1]) ?? []);
		}
	});

	for (const to of ['hash-judge', 'biased-judge']) {
		describe(to, () => {
			const rows = () =>
				entrants.flatMap((entrant) =>
					(battlesOf.get(entrant) ?? []).map((battle, at) => ({
						...battle,
						entrant,
						from: gamesOf(FIRST, entrant)[at],
						to: gamesOf(to, entrant)[at],
					})),
				);
			const compared = () => {
				const found = comparisons.get(to);
				if (!found) throw new Error(`nothing compares ${to}`);
				return found;
			};
			const count = (from: string, now: string, among = rows()) =>
				among.filter((row) => row.from?.outcome === from && row.to?.outcome === now).length;

			test('outcomes agree, and by how much beyond chance, as the two ledgers say', () => {
				const names = ['win', 'tie', 'loss'];
				const table = names.map((from) => names.map((now) => count(from, now)));
				const { outcomes, battles, scored_by_both: scored } = compared();
				expect([battles, scored]).toEqual([3 * COUNT, 3 * COUNT]);
				expect(outcomes.table).toEqual(table);
				const agreeing = names.reduce((sum, name) => sum + count(name, name), 0);
				expect(outcomes).toMatchObject({ n: 3 * COUNT, hits: agreeing });
				expect(outcomes.kappa).toBeCloseTo(kappaOf(table), 12);
				expect(outcomes.reversed.hits).toBe(count('win', 'loss') + count('loss', 'win'));
				console.log(`${FIRST} → ${to}: ${compared().summary.join(' ')}`);
			});

			test('labels are confused game by game, in either order, as the two ledgers say', () => {
				const { verdicts } = compared();
				const tabulate = (order: 'first' | 'second') =>
					verdicts.order.map((from) =>
						verdicts.order.map(
							(now) =>
								rows().filter(
									(row) =>
										verdictOf(row.from?.[order]) === from && verdictOf(row.to?.[order]) === now,
								).length,
						),
					);
				const [first, second] = [tabulate('first'), tabulate('second')];
				expect(verdicts.confusion.baseline_first).toEqual(first);
				expect(verdicts.confusion.swapped).toEqual(second);
				const all = first.map((cells, row) =>
					cells.map((cell, column) => cell + (second[row]?.[column] ?? 0)),
				);
				expect(verdicts.confusion.all).toEqual(all);
				expect(verdicts.labels.n).toBe(6 * COUNT);
				expect(verdicts.labels.kappa).toBeCloseTo(kappaOf(all), 12);
			});

			test('the battles that turned are the ledgers’, by model, by category and one by one', () => {
				for (const { model, outcomes } of compared().models) {
					const own = rows().filter(({ entrant }) => entrant === model.slug);
					expect(outcomes).toMatchObject({
						n: COUNT,
						win_to_loss: count('win', 'loss', own),
						loss_to_win: count('loss', 'win', own),
					});
				}
				for (const { category, ...counts } of compared().categories) {
					const own = rows().filter((row) => row.category === category);
					expect(counts).toMatchObject({
						n: own.length,
						win_to_loss: count('win', 'loss', own),
						loss_to_win: count('loss', 'win', own),
					});
				}
				expect(compared().categories.map(({ category }) => category)).toEqual(CATEGORIES);
				const turned = rows()
					.filter(
						({ from, to: now }) =>
							from?.outcome !== now?.outcome && from?.outcome !== 'tie' && now?.outcome !== 'tie',
					)
					.map((row) => `${row.entrant} ${row.id} ${row.from?.outcome} ${row.to?.outcome}`);
				const listed = (flips.get(to) ?? []).map(
					(flip) =>
						`${flip.model.slug} ${flip.question_id} ${flip.from.outcome} ${flip.to.outcome}`,
				);
				expect(listed.toSorted()).toEqual(turned.toSorted());
			});

			test('scores, places and differences are the ledgers’, and the intervals those of the boards', async () => {
				const scoreOf = (judge: string, entrant: string) =>
					gamesOf(judge, entrant).reduce((sum, { outcome }) => sum + POINTS[outcome], 0) / COUNT;
				const changesOf = (entrant: string) =>
					gamesOf(FIRST, entrant).map(
						({ outcome }, at) =>
							POINTS[gamesOf(to, entrant)[at]?.outcome ?? 'unscored'] - POINTS[outcome],
					);
				const placeOf = (judge: string, entrant: string) =>
					1 + entrants.filter((other) => scoreOf(judge, other) > scoreOf(judge, entrant)).length;
				for (const move of compared().models) {
					const { slug } = move.model;
					expect(move.from?.score.value).toBeCloseTo(scoreOf(FIRST, slug), 12);
					expect(move.to?.score.value).toBeCloseTo(scoreOf(to, slug), 12);
					expect([move.from?.place, move.to?.place]).toEqual([
						placeOf(FIRST, slug),
						placeOf(to, slug),
					]);
					const change = scoreOf(to, slug) - scoreOf(FIRST, slug);
					expect(move.difference?.value).toBeCloseTo(change, 12);
					expect(move.p_value).toBeCloseTo(signTest(changesOf(slug)), 12);
					if (move.answer !== 'cannot-tell')
						expect([move.answer, change > 0]).toEqual(change > 0 ? ['up', true] : ['down', false]);
				}
				for (const move of compared().models) {
					// Tested together, a model never has the smaller value of its test alone under the normal.
					expect(move.adjusted_p_value).toBeGreaterThanOrEqual(1 / 1001);
					expect((move.adjusted_p_value ?? 1) <= 0.05).toBe(['up', 'down'].includes(move.answer));
				}
				const board = await server.client.leaderboard('arena-hard', { judge: `${FIRST}@1` });
				for (const { submission_id: id, from } of compared().models) {
					const score = board.rows.find((row) => row.submission_id === id)?.score;
					// Snapshots round to 1e-9.
					expect(from?.score.low).toBeCloseTo(score?.low ?? NaN, 8);
					expect(from?.score.high).toBeCloseTo(score?.high ?? NaN, 8);
				}
				const order = compared().models.map(({ to: place }) => place?.score.value ?? 0);
				expect(order).toEqual(order.toSorted((a, b) => b - a));
			});

			test('consistency, first positions and the longer answer’s share are the ledgers’', () => {
				for (const [name, side] of [
					[FIRST, 'from'],
					[to, 'to'],
				] as const) {
					const all = rows().flatMap((row) => row[side] ?? []);
					const readings = all.flatMap(({ first, second }) => [signOf(first), signOf(second)]);
					const isConsistent = ({ first, second }: LedgerGames) =>
						signOf(first) === -signOf(second);
					const conduct = compared()[side];
					expect(conduct.judge.name).toBe(`${name}@1`);
					expect(conduct.consistency).toMatchObject({
						n: 3 * COUNT,
						hits: all.filter(isConsistent).length,
					});
					expect(conduct.first_position).toMatchObject({
						n: readings.filter((sign) => sign !== 0).length,
						hits: readings.filter((sign) => sign > 0).length,
					});
					const decided = rows().filter((row) => row[side]?.outcome !== 'tie' && row.longer !== 0);
					expect(conduct.longer_wins).toMatchObject({
						n: decided.length,
						hits: decided.filter((row) => (row[side]?.outcome === 'win') === row.longer > 0).length,
					});
				}
			});
		});
	}

	test('the noise floor is the biased judge’s agreement with itself, and the other has none', () => {
		const { outcomes, verdicts } = comparisons.get('biased-judge') ?? {};
		const once = gamesOf('biased-judge', MODELS[1]);
		const same = once.filter(({ outcome }, at) => outcome === ofReplicate[at]?.outcome).length;
		expect(outcomes?.noise_floor.from).toBeNull();
		expect(outcomes?.noise_floor.to).toMatchObject({ n: COUNT, askings: 2 });
		expect(outcomes?.noise_floor.to?.agreement).toBeCloseTo(same / COUNT, 12);
		const pairs = once.flatMap((battle, at) => [
			[verdictOf(battle.first), verdictOf(ofReplicate[at]?.first)],
			[verdictOf(battle.second), verdictOf(ofReplicate[at]?.second)],
		]);
		expect(verdicts?.labels.noise_floor.to).toMatchObject({
			n: 2 * COUNT,
			hits: pairs.filter(([first, again]) => first === again).length,
		});
	});

	test('self-preference is absent with its reason: nobody knows who made these judges', () => {
		expect(comparisons.get('hash-judge')?.from.family_bias).toMatchObject({
			absent: 'family-unknown',
			preference: null,
		});
	});

	function gamesOf(judge: string, entrant: string): readonly LedgerGames[] {
		return games.get(judge)?.get(entrant) ?? [];
	}
});

const POINTS = { win: 1, tie: 0.5, loss: 0, unscored: NaN } as const;

function verdictOf(reading: LedgerGames['first'] | undefined): Verdict | undefined {
	return reading && 'verdict' in reading ? reading.verdict : undefined;
}

function signOf(reading: LedgerGames['first']): number {
	return 'sign' in reading ? reading.sign : NaN;
}

/** Two-sided exact sign test of changes, in whole numbers. */
function signTest(changes: readonly number[]): number {
	const [up, down] = [1, -1].map((sign) => changes.filter((one) => Math.sign(one) === sign).length);
	const [n, fewer] = [(up ?? 0) + (down ?? 0), Math.min(up ?? 0, down ?? 0)];
	let [term, tail] = [1n, 1n];
	for (let k = 1; k <= fewer; k++) {
		term = (term * BigInt(n - k + 1)) / BigInt(k);
		tail += term;
	}
	return Math.min(1, (2 * Number(tail)) / 2 ** n);
}

/** Cohen's kappa of a square table, written out. */
function kappaOf(table: readonly (readonly number[])[]): number {
	const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
	const n = sum(table.flat());
	const rows = table.map(sum);
	const columns = table.map((_, column) => sum(table.map((cells) => cells[column] ?? 0)));
	const observed = sum(table.map((cells, at) => cells[at] ?? 0)) / n;
	const expected = sum(rows.map((row, at) => (row / n) * ((columns[at] ?? 0) / n)));
	return (observed - expected) / (1 - expected);
}

/** A model's battles in question order, with how much longer its answer is. */
function readBattles(model: string) {
	const questions = readGzippedRows<Question>(arenaHard('questions')).slice(0, COUNT);
	const answersOf = (name: string) =>
		new Map(
			readGzippedRows<Answer>(arenaHard(`answers-${name}`)).map((row) => [
				row.question_id,
				row.response,
			]),
		);
	const baseline = answersOf(BASELINE);
	const sources = model === MIXED ? MODELS.map(answersOf) : [answersOf(model)];
	return questions.map(({ question_id: id, prompt }, at) => {
		const theirs = baseline.get(id) ?? '';
		const answer = sources[at % sources.length]?.get(id) ?? '';
		return {
			id,
			question: prompt,
			category: CATEGORIES[at % CATEGORIES.length] ?? '',
			baseline: theirs,
			answer,
			longer: [...answer].length - [...theirs].length,
		};
	});
}

/** Publishes the benchmark and the submissions, and waits until the first judge is done. Returns their ids. */
async function submitAll(
	battlesOf: ReadonlyMap<string, ReturnType<typeof readBattles>>,
): Promise<readonly string[]> {
	const [questions = []] = battlesOf.values();
	await server.client.createBenchmark({
		slug: 'arena-hard',
		version: '0.1',
		name: 'Arena-Hard',
		baseline: { slug: BASELINE, name: BASELINE },
		questions: questions.map(({ id, question, category }) => ({
			question_id: id,
			prompt: question,
			category,
			subcategory: category,
			languages: [],
			difficulty: 'unspecified',
		})),
		baseline_responses: questions.map(({ id, baseline }) => ({
			question_id: id,
			response: baseline,
		})),
	});
	const ids: string[] = [];
	for (const [model, battles] of battlesOf) {
		const { id } = await server.client.createSubmission({
			benchmark: 'arena-hard',
			model: { slug: model, name: model },
			responses: battles.map((battle) => ({ question_id: battle.id, response: battle.answer })),
		});
		ids.push(id);
	}
	for (const id of ids) await server.untilJudged(id);
	await until(
		() => server.client.leaderboard('arena-hard'),
		({ rows }) => rows.length === ids.length,
	);
	return ids;
}
