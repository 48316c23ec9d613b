import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 33;
let judge: JudgeServer;
let server: CodejoustServer;

/** One category and one subcategory, so that every slice has the same questions. */
beforeAll(async () => {
	judge = await startJudgeServer();
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	const small = smallBenchmark('same', QUESTIONS);
	await server.client.createBenchmark({
		...small,
		questions: small.questions.map((question) => ({
			...question,
			category: 'Only',
			subcategory: 'One',
			languages: ['Go'],
		})),
	});
	const ids: string[] = [];
	for (const model of ['one', 'two'])
		ids.push((await server.client.createSubmission(smallSubmission('same', model, QUESTIONS))).id);
	for (const id of ids) await server.untilJudged(id);
	await server.untilOnBoard('same', ids);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

test('the same questions give the same interval on board, slices, categories, model, comparison, charts and exports', async () => {
	const { client } = server;
	const board = await client.leaderboard('same');
	const matrix = await client.matrix('same');
	const inside = await client.matrix('same', { category: 'Only' });
	const criteria = await client.criteria('same');
	const { models, pairs } = await client.comparison('same', { models: ['one', 'two'] });
	const fractions = await client.winFractions('same');
	const slices = [
		{ category: 'Only' },
		{ category: 'Only', subcategory: 'One' },
		{ language: 'Go' },
		{ difficulty: 'easy' },
		{ category: 'Only', language: 'Go' },
	];
	for (const { submission_id: id, model, score, rank } of board.rows) {
		expect(score?.method).toBe('trinomial');
		const own = <Row extends { submission_id: string }>(rows: readonly Row[]) =>
			rows.find((row) => row.submission_id === id);
		const detail = await client.model(model.slug);
		const history = await client.history('same', { model: model.slug });
		const places = {
			overall: own(matrix.rows)?.overall,
			category: own(matrix.rows)?.cells[0]?.score,
			subcategory: own(inside.rows)?.cells[0]?.score,
			criteria: own(criteria.rows)?.cells[0]?.score,
			compared: own(models)?.score,
			fractions: own(fractions.rows)?.score,
			model: detail.standings[0]?.row.score,
			modelCategory: detail.standings[0]?.categories[0]?.score,
			modelSubcategory: detail.standings[0]?.subcategories[0]?.score,
			history: history.items[0]?.score,
			result: (await client.submissionResult(id)).row?.score,
		};
		for (const [place, found] of Object.entries(places)) expect(found, place).toEqual(score);
		for (const slice of slices) {
			const row = own((await client.leaderboard('same', slice)).rows);
			expect(row?.score, JSON.stringify(slice)).toEqual(score);
		}
		const others = board.rows.length - 1;
		const { beats, tied_with: tied, beaten_by: beatenBy } = own(board.rows) ?? {};
		expect((beats ?? NaN) + (tied ?? NaN) + (beatenBy ?? NaN)).toBe(others);
		expect(rank).toEqual({ best: 1 + (beatenBy ?? NaN), worst: others + 1 - (beats ?? NaN) });
	}
	const [best] = board.rows;
	const isBetter = pairs[0]?.answer === 'a-better' || pairs[0]?.answer === 'b-better';
	expect(isBetter).toBe((best?.beats ?? 0) > 0);
	expect(fractions.rows[0]?.cells[1]?.verdict).toBe(isBetter ? 'better' : null);
});
