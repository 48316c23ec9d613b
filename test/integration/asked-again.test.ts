import { ensureJudgeVersion } from '@codejoust/db/queries/judges/judges';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { hashDefinition } from '@codejoust/judge/protocol/definition';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeQuality } from '../../packages/contract/src/schemas/judge-quality.ts';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { answerOf } from '../support/judge-policies.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 40;
const NEXT = 'next-judge';
const asked = new Map<string, number>();
let judge: JudgeServer;
let server: CodejoustServer;

/** The model wins every second question; a second judge, asked again, takes half of these wins back. */
beforeAll(async () => {
	judge = await startJudgeServer({
		policy: 'longer',
		reply: ({ model, messages }) => {
			const prompt = messages.find(({ role }) => role === 'user')?.content ?? '';
			const question = Number(/Question (\d+) of/.exec(prompt)?.[1]);
			const isModelFirst = answerOf(prompt, 'A').includes('of first');
			const game = `${model} ${question} ${isModelFirst}`;
			const times = asked.get(game) ?? 0;
			asked.set(game, times + 1);
			const isWon = question % 2 === 0 && !(times > 0 && question % 4 === 0);
			return isWon === isModelFirst ? '[[A>B]]' : '[[B>A]]';
		},
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	const definition = defaultJudge(NEXT);
	await ensureJudgeVersion(server.db, {
		slug: NEXT,
		hash: hashDefinition(definition),
		kind: definition.kind,
		model: NEXT,
		definition,
		isRehearsal: false,
	});
	await server.client.createBenchmark(smallBenchmark('again', QUESTIONS));
	const { id } = await server.client.createSubmission(smallSubmission('again', 'first', QUESTIONS));
	await server.untilOnBoard('again', [id]);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

test('what replicates tell of the noise is on the judge’s page, and moves no number of its board', async () => {
	const plan = (replicates: number) =>
		server.client.planRejudging({ benchmark: 'again', judge: `${NEXT}@1`, replicates });
	const judged = async (replicates: number) => {
		const { id, confirmation } = await plan(replicates);
		await server.client.startRejudging(id, confirmation ?? '');
		await until(
			() => server.client.rejudging(id),
			({ state }) => state === 'reported',
		);
		return server.client.endRejudging(id, 'discard', 'Once is enough');
	};
	await judged(1);
	const board = () => server.client.leaderboard('again', { judge: `${NEXT}@1` });
	const { snapshot: before } = await until(board, ({ snapshot }) => snapshot !== null);
	expect((await server.client.judge(NEXT)).quality.noise_asked_again).toBeNull();
	await judged(2);
	const found = await until(
		() => server.client.judge(NEXT),
		({ quality }) => quality.noise_asked_again !== null,
	);
	const { noise, noise_asked_again: again } = judgeQuality.parse(found.quality);
	// Both games of a battle agree. Askings: 20 × (0, 0), 10 × (1, 1), 10 × (1, 0); their mean is 3/8.
	const within = (10 * 0.5) / QUESTIONS;
	const between = (20 * (3 / 8) ** 2 + 10 * (5 / 8) ** 2 + 10 * (1 / 8) ** 2) / (QUESTIONS - 1);
	expect(again?.battles).toBe(QUESTIONS);
	expect(again?.variance_share).toBeCloseTo(within / (between + within / 2), 9);
	expect(noise?.variance_share).toBe(0);
	expect((await board()).snapshot?.id).toBe(before?.id);
	const usual = await server.client.judge('test-judge');
	expect(usual.quality.noise_asked_again).toBeNull();
	expect(server.log).toEqual([]);
});
