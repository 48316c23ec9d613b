import { describe, expect, test } from 'vitest';
import type { LeaderboardRow } from '@codejoust/contract/client';
import { startCodejoust } from '../support/codejoust-server.ts';
import { countFromLedger } from '../support/ledger-counts.ts';
import { dataFile, hasFiles, readGzippedRows } from '../support/shared-data.ts';
import { type LedgerLine, startStubJudge, STUB_JUDGE } from '../support/stub-judge.ts';

type Question = { readonly question_id: string; readonly prompt: string };
type Answer = { readonly question_id: string; readonly response: string };

const BASELINE = 'gpt-4-0314';
const MODELS = ['gpt-3.5-turbo-0125', 'gpt-4-0613'];
const arenaHard = (name: string) => dataFile(`arena-hard-v0.1/${name}.jsonl.gz`);
const isThere = hasFiles(
	STUB_JUDGE,
	...['questions', ...[BASELINE, ...MODELS].map((model) => `answers-${model}`)].map(arenaHard),
);

const MIXED = 'text,empty,null,refusal,truncated,conflict,badlabel,lowercase,single,nochoices,html';
const malformed = (rate: string) => ['--malformed-rate', rate, '--malformed-scope', 'prompt'];

/** Which judge, on which database, about how many questions. */
const POLICIES = [
	{ name: 'the longer answer wins', on: 'embedded', count: 120, flags: ['--verdict', 'longer'] },
	{ name: 'verdicts by hash', on: 'postgres', count: 120, flags: ['--verdict', 'hash'] },
	{
		name: 'verdicts by hash, 3 % without a label',
		on: 'embedded',
		count: 200,
		flags: ['--verdict', 'hash', ...malformed('0.03')],
	},
	{
		name: 'verdicts by hash, 30 % malformed in eleven ways',
		on: 'postgres',
		count: 200,
		flags: ['--verdict', 'hash', ...malformed('0.3'), '--malformed-kinds', MIXED],
	},
] as const;

describe.skipIf(!isThere)('real questions, two models, judged over HTTP', () => {
	for (const { name, on, count, flags } of POLICIES) {
		test(`${name} (${on}, ${count}): every number of the board is what the judge's ledger says`, async () => {
			const { rows, ledger } = await judgeAll(flags, { count, isEmbedded: on === 'embedded' });
			const questions = readGzippedRows<Question>(arenaHard('questions')).slice(0, count);
			let copies = 0;
			for (const model of MODELS) {
				const row = rows.find((candidate) => candidate.model.slug === model);
				if (!row) throw new Error(`${model} is not on the board`);
				const { flips, firstWins, decidedGames, ...counts } = countFromLedger(
					ledger,
					battlesOf(questions, model),
				);
				console.log(`${name}, ${model}: ${JSON.stringify({ ...counts, flips })}`);
				expect(row).toMatchObject({ ...counts, n: count, missing: 0, empty_answers: 0 });
				copies += counts.copies;
				expect(row.unscored_reasons).toEqual(counts.unscored_reasons);
				expect(row.ties).toBe(counts.judged_ties + counts.conflict_ties + counts.copies);
				expect(row.coverage).toBeCloseTo(counts.scored / count, 9);
				expect(row.flip_rate).toBeCloseTo(flips / (counts.scored - counts.copies), 8);
				expect(row.first_position_share).toBeCloseTo(firstWins / decidedGames, 8);
				expectRates(row);
			}
			expectNoGameAskedTwice(ledger, 4 * count - 2 * copies);
		});
	}
});

async function judgeAll(
	flags: readonly string[],
	{ count, isEmbedded }: { readonly count: number; readonly isEmbedded: boolean },
) {
	const questions = readGzippedRows<Question>(arenaHard('questions')).slice(0, count);
	const asked = new Set(questions.map(({ question_id: id }) => id));
	const answersOf = (model: string) =>
		readGzippedRows<Answer>(arenaHard(`answers-${model}`)).filter(({ question_id: id }) =>
			asked.has(id),
		);
	const judge = await startStubJudge(flags);
	const server = await startCodejoust({ judgeBaseUrl: judge.baseUrl, isEmbedded });
	try {
		await server.client.createBenchmark({
			slug: 'arena-hard',
			version: '0.1',
			name: 'Arena-Hard',
			baseline: { slug: BASELINE, name: BASELINE },
			questions,
			baseline_responses: answersOf(BASELINE),
		});
		const ids: string[] = [];
		for (const model of MODELS) {
			const { id } = await server.client.createSubmission({
				benchmark: 'arena-hard',
				model: { slug: model, name: model },
				responses: answersOf(model),
			});
			ids.push(id);
		}
		for (const id of ids) {
			const [run] = (await server.untilJudged(id)).runs;
			const { games = 0, equal_texts: equal = 0, open } = run?.progress ?? {};
			expect([games + 2 * equal, open]).toEqual([2 * count, 0]);
		}
		const { rows } = await server.untilOnBoard('arena-hard', ids);
		expect(server.log).toEqual([]);
		return { rows, ledger: await judge.stop() };
	} finally {
		await server.stop();
	}
}

function battlesOf(questions: readonly Question[], model: string) {
	const answersOf = (name: string) =>
		new Map(
			readGzippedRows<Answer>(arenaHard(`answers-${name}`)).map((row) => [
				row.question_id,
				row.response,
			]),
		);
	const [baseline, answers] = [answersOf(BASELINE), answersOf(model)];
	return questions.map(({ question_id: id, prompt }) => ({
		question: prompt,
		baseline: baseline.get(id) ?? '',
		answer: answers.get(id) ?? '',
	}));
}

function expectRates(row: LeaderboardRow): void {
	expect(row.win_rate?.value).toBeCloseTo(row.wins / row.scored, 8);
	expect(row.tie_rate?.value).toBeCloseTo(row.ties / row.scored, 8);
	expect(row.score?.value).toBeCloseTo((row.wins + row.ties / 2) / row.scored, 8);
	for (const estimate of [row.win_rate, row.tie_rate, row.score]) {
		if (!estimate) throw new Error('a scored model has every rate');
		const { low, value, high } = estimate;
		expect([low, value, high].every(Number.isFinite)).toBe(true);
		expect(low).toBeLessThanOrEqual(value);
		expect(value).toBeLessThanOrEqual(high);
		expect(low).toBeGreaterThanOrEqual(0);
		expect(high).toBeLessThanOrEqual(1);
	}
}

/**
 * A prompt is asked again only after a reply that nobody could read: once more for the re-ask and once for the retry
 * of a provider error, and all of that once again where it waits for an answer to a later call. An answer that is the baseline's word for word is not asked about.
 */
function expectNoGameAskedTwice(ledger: readonly LedgerLine[], asked: number): void {
	const games = [...Map.groupBy(ledger, ({ game }) => game).values()];
	expect(games).toHaveLength(asked);
	for (const lines of games) {
		const read = lines.filter(({ kind, mal }) => kind === 'ok' || mal === 'lowercase');
		expect(read.length).toBeLessThanOrEqual(1);
		if (read.length === 1) expect(lines.at(-1)).toBe(read[0]);
		expect(lines.length).toBeLessThanOrEqual(8);
	}
}
