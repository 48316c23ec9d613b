import { afterEach, expect, test } from 'vitest';
import { startCodejoust, until } from '../support/codejoust-server.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { registerJudge } from '../support/register-judge.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

test('the log tells the life of submissions, runs, re-judgings and promotions, and no answer and no key', async () => {
	const judge = await startJudgeServer({});
	closers.push(judge.close);
	const server = await startCodejoust({
		judgeBaseUrl: judge.baseUrl,
		judge: { apiKey: 'sk-this-is-the-key-1234' },
		config: { logLevel: 'info' },
	});
	closers.push(server.stop);
	const { client, log } = server;
	const next = await registerJudge(server, 'next-judge');
	await client.createBenchmark(smallBenchmark('small'));
	const submission = { ...smallSubmission('small', 'm'), visibility: 'private' as const };
	const { id: submissionId } = await client.createSubmission(submission);
	await server.untilJudged(submissionId);
	await client.publishSubmission(submissionId);
	await server.untilOnBoard('small', [submissionId]);
	const plan = await client.planRejudging({ benchmark: 'small', judge: next });
	await client.startRejudging(plan.id, plan.confirmation ?? '');
	await until(
		() => client.rejudging(plan.id),
		({ state }) => state === 'reported',
	);
	await client.promoteRejudging(plan.id, { reason: 'a test', over_gates: true });
	await until(
		async () => log,
		(lines) => lines.filter(({ msg }) => msg === 'a run is done').length === 2,
	);
	const said = (msg: string) => log.filter((line) => line.msg === msg);
	expect(said('an endpoint is new').map(({ endpoint }) => endpoint)).toEqual([
		'rehearsal',
		'default',
	]);
	expect(said('a submission was received')).toMatchObject([
		{ submissionId, model: 'm', responses: 4, visibility: 'private', key: 'operator1' },
	]);
	expect(said('a submission was published')).toMatchObject([{ submissionId }]);
	const [planned] = said('a run is planned');
	expect(planned).toMatchObject({ submissionId, judge: 'test-judge@1', games: 8 });
	expect(said('a run has started')).toHaveLength(2);
	expect(said('a run is done')).toMatchObject([
		{ runId: planned?.['runId'], games: 8, scored: 8, unscored: 0, endpoint: 'default' },
		{ games: 8, scored: 8 },
	]);
	for (const msg of [
		'a re-judging is planned',
		'a re-judging has started',
		'a run of a re-judging is planned',
		'the report of a re-judging is ready',
		'the live board has another judge',
	])
		expect(said(msg)).toMatchObject([{ rejudgingId: plan.id }]);
	const [{ id: worker } = { id: '' }] =
		(await client.endpoints()).items.find(({ name }) => name === 'default')?.workers ?? [];
	for (const line of log) expect(line).toMatchObject({ role: 'api+worker', worker });
	const text = JSON.stringify(log);
	for (const secret of [
		'sk-this',
		server.key,
		'Answer 1 of',
		"baseline's answer",
		'reverse a list',
	])
		expect(text).not.toContain(secret);
	expect(log.filter(({ level }) => level > 30)).toEqual([]);
});
