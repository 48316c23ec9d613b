import { sliceName } from '@codejoust/arena/outcomes/slices';
import { findSliceRules } from '@codejoust/db/queries/boards/snapshots';
import { snapshotSlices } from '@codejoust/db/schema/boards';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { SCORING_RULES } from '../../packages/contract/src/schemas/closed-lists.ts';
import { createClient } from '../../packages/contract/src/client/create-client.ts';
import { leaderboard } from '../../packages/contract/src/schemas/leaderboard.ts';
import { submission } from '../../packages/contract/src/schemas/submission.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 12;
let judge: JudgeServer;
let server: CodejoustServer;

/** Gives no verdict where the model's answer 1 or 2 is shown first. */
beforeAll(async () => {
	judge = await startJudgeServer({
		policy: 'hash',
		reply: ({ messages }) =>
			/Assistant A's Answer\|>[^]{0,80}Answer [12] of /.test(messages[1]?.content ?? '')
				? 'Both are fine.'
				: undefined,
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('ruled', QUESTIONS));
	const ids: string[] = [];
	for (const model of ['one', 'two'])
		ids.push((await server.client.createSubmission(named(model))).id);
	for (const id of ids) await server.untilJudged(id);
	await server.untilOnBoard('ruled', ids);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

test('every rule has a board of its own n, and one line says what they change', async () => {
	for (const rule of SCORING_RULES) {
		const board = leaderboard.parse(await server.client.leaderboard('ruled', { rule }));
		expect(board.rule).toBe(rule);
		expect(board.rules?.summary).toMatch(
			/^First place and rank ranges hold under [1-4] of 4 rules\./,
		);
		expect(board.rules?.effects.map((effect) => effect.rule)).toEqual([...SCORING_RULES]);
		for (const row of board.rows) {
			expect(row.wins + row.ties + row.losses).toBe(row.scored);
			if (rule === 'codearena-compat')
				expect(row).toMatchObject({ scored: QUESTIONS, unscored: 0, coverage: 1 });
			if (rule === 'decided-only') expect(row.ties).toBe(0);
			if (rule === 'codejoust') expect(row.unscored).toBe(2);
		}
	}
});

test('the rule is in the CSV, in the LaTeX rows, and another judge than CodeArena’s is named', async () => {
	const path = '/v1/leaderboards/ruled';
	const csv = await send(server, `${path}/export.csv?rule=codearena-compat`);
	expect(csv.text).toContain(',codearena-compat,');
	const { rule_note: note } = await server.client.leaderboard('ruled', {
		rule: 'codearena-compat',
	});
	expect(note).toContain('judged by gpt-4o-2024-08-06, this board by test-judge.');
	const latex = await send(server, `${path}/export.tex`);
	const [head, ...rows] = latex.text.trimEnd().split('\n');
	expect(head).toBe('% Model & Odd & Even & All');
	expect(rows).toHaveLength(2);
	for (const row of rows) expect(row).toMatch(/^Model (one|two\\_x)( & \d+\.\d\/\d+\.\d){3} \\\\$/);
	const { wins, ties } = (await server.client.leaderboard('ruled', { rule: 'codearena-compat' }))
		.rows[0] ?? { wins: NaN, ties: NaN };
	const rates = [wins, ties].map((count) => ((100 * count) / QUESTIONS).toFixed(1)).join('/');
	expect(rows[0]).toContain(`& ${rates} \\\\`);
});

test('what the rules change is stored with every slice of the board, and with a combination when it is read', async () => {
	const { snapshot, rules } = await server.client.leaderboard('ruled');
	const id = snapshot?.id ?? '';
	const stored = await server.db
		.select({ slice: snapshotSlices.slice, rules: snapshotSlices.rules })
		.from(snapshotSlices)
		.where(eq(snapshotSlices.snapshotId, id));
	expect(stored.length).toBeGreaterThan(5);
	for (const slice of stored)
		expect(slice.rules, slice.slice).toMatchObject({ effects: expect.any(Array) });
	const overall = await findSliceRules(server.db, id, 'overall');
	expect(JSON.parse(overall ?? '').effects).toHaveLength(rules?.effects.length ?? 0);
	const combined = await server.client.leaderboard('ruled', {
		category: 'Even',
		language: 'Python',
		rule: 'sign',
	});
	expect(combined.rules?.effects).toHaveLength(4);
	expect(
		await findSliceRules(server.db, id, sliceName({ category: 'Even', language: 'Python' })),
	).toBeDefined();
});

test('a board of earlier rules has the line computed at its first read, and keeps it', async () => {
	const { snapshot } = await server.client.leaderboard('ruled');
	const id = snapshot?.id ?? '';
	const slice = sliceName({ category: 'Odd' });
	const before = await findSliceRules(server.db, id, slice);
	await server.db
		.update(snapshotSlices)
		.set({ rules: null })
		.where(and(eq(snapshotSlices.snapshotId, id), eq(snapshotSlices.slice, slice)));
	const { rules } = await server.client.leaderboard('ruled', { category: 'Odd' });
	expect(rules?.effects).toHaveLength(4);
	expect(await findSliceRules(server.db, id, slice)).toBe(before);
});

test('before it is submitted, a file is told what the board finds: the same number as on the board', async () => {
	await server.client.createBenchmark(smallBenchmark('whole', QUESTIONS));
	const ids: string[] = [];
	for (const model of ['three', 'four']) {
		const body = smallSubmission('whole', model, QUESTIONS);
		const responses = body.responses.map(({ question_id, response }) => ({
			question_id,
			response: response.replace('Answer', 'Text'),
		}));
		ids.push((await server.client.createSubmission({ ...body, responses })).id);
	}
	for (const id of ids) await server.untilJudged(id);
	const { rules, slice } = await server.untilOnBoard('whole', ids);
	const size = { answers: QUESTIONS, characters: 100 };
	const { findable } = await server.client.estimateSubmission('whole', size);
	expect(rules?.findable_difference).toBeGreaterThan(0);
	expect(findable).toEqual({
		questions: slice.n,
		difference: rules?.findable_difference,
		is_from_board: true,
	});
	await server.client.createBenchmark(smallBenchmark('boardless', QUESTIONS));
	const before = await server.client.estimateSubmission('boardless', size);
	const body = smallSubmission('whole', 'five', QUESTIONS);
	const sent = await server.client.createSubmission(body);
	expect(submission.parse(sent).findable).toEqual(findable);
	const part = { ...smallSubmission('whole', 'six', 3), draft: true };
	const draft = await server.client.createSubmission(part);
	expect(draft).toMatchObject({ state: 'draft', findable });
	expect((await server.client.submission(draft.id)).findable).toEqual(findable);
	const stranger = createClient({ baseUrl: server.address });
	await server.untilJudged(sent.id);
	expect((await stranger.submission(sent.id)).findable).toBeNull();
	expect((await server.client.submission(sent.id)).findable).toBeNull();
	// (1.96 + 0.84) · √(0.5 / 12).
	expect(before.findable).toMatchObject({ questions: QUESTIONS, is_from_board: false });
	expect(before.findable?.difference).toBeCloseTo(0.5719, 4);
});

test('an unknown rule is refused with those that there are, and the snapshot is the default rule’s', async () => {
	for (const path of ['', '/export.csv', '/export.json', '/export.tex']) {
		const refused = await send(server, `/v1/leaderboards/ruled${path}?rule=majority`);
		expect(refused.status).toBe(422);
		expect(refused.text).toContain('decided-only');
	}
	const { snapshot } = await server.client.leaderboard('ruled', { rule: 'sign' });
	const { text } = await send(server, `/v1/snapshots/${snapshot?.id}/bundle`);
	expect(recomputeBundle(text)).toMatchObject({ kind: 'identical' });
	const old = await send(server, `/v1/snapshots/${snapshot?.id}/leaderboard?rule=sign`);
	expect(leaderboard.parse(old.json).rule).toBe('sign');
});

/** A name that LaTeX would read as a command. */
function named(model: string) {
	const body = smallSubmission('ruled', model, QUESTIONS);
	return model === 'two' ? { ...body, model: { slug: 'two', name: 'Model two_x' } } : body;
}
