import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hashEvidence } from '@codejoust/board/bundle/evidence-hash';
import { afterEach, expect, test } from 'vitest';
import { startCodejoust } from '../support/codejoust-server.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

test('a bundle recomputes on the command line, and a changed verdict is found', async () => {
	const judge = await startJudgeServer({ policy: 'longer' });
	closers.push(judge.close);
	const server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	closers.push(server.stop);
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-recompute-'));
	closers.push(() => rm(folder, { recursive: true, force: true }));
	await server.client.createBenchmark(smallBenchmark('small'));
	const { id } = await server.client.createSubmission(smallSubmission('small', 'm'));
	const { snapshot } = await server.untilOnBoard('small', [id]);
	const text = await (await fetch(`${server.address}/v1/snapshots/${snapshot?.id}/bundle`)).text();
	const write = async (name: string, content: string | Uint8Array) => {
		const path = join(folder, name);
		await writeFile(path, content);
		return path;
	};

	const plain = await runCli(['recompute', await write('plain.ndjson', text)]);
	expect([plain.code, plain.stdout]).toEqual([
		0,
		expect.stringContaining(`identical: snapshot ${snapshot?.id}`),
	]);
	const zipped = await runCli(['recompute', await write('zipped.ndjson.gz', gzipSync(text))]);
	expect(zipped.stdout).toBe(plain.stdout);

	// Another model answered, it says, and its own evidence hash agrees: no number moves.
	const forged = forge(text);
	const agreeing = await runCli(['recompute', await write('forged.ndjson', forged.text)]);
	expect([agreeing.code, agreeing.stdout]).toEqual([
		0,
		expect.stringContaining(`identical: snapshot ${snapshot?.id}`),
	]);
	expect(agreeing.stdout).toContain('The writer of a bundle can write both');
	const [, evidence = ''] = /evidence ([0-9a-f]{64})/.exec(plain.stdout) ?? [];
	const expected = (name: string) => [
		'recompute',
		join(folder, name),
		'--expect-evidence',
		evidence,
	];
	expect((await runCli(expected('plain.ndjson'))).code).toBe(0);
	const unexpected = await runCli(expected('forged.ndjson'));
	expect([unexpected.code, unexpected.stdout]).toEqual([
		1,
		expect.stringContaining(`not ${evidence}: a judgment in it is not the one`),
	]);
	const ask = (name: string) => [
		'recompute',
		join(folder, name),
		'--ask-server',
		'--server',
		server.address,
	];
	expect((await runCli(ask('plain.ndjson'))).code).toBe(0);
	const asked = await runCli(ask('forged.ndjson'));
	expect([asked.code, asked.stdout]).toEqual([
		1,
		expect.stringContaining(`with other judgments in 1 battle: ${forged.battle}.`),
	]);

	const tampered = text.replace(/"verdict":"(A>>?B|B>>?A)"/, '"verdict":"A=B"');
	expect(tampered).not.toBe(text);
	const found = await runCli(['recompute', await write('tampered.ndjson', tampered)]);
	expect([found.code, found.stdout]).toEqual([1, expect.stringContaining('different: snapshot')]);
	expect(found.stdout).toMatch(/: stored .+, recomputed .+/);

	const cut = await runCli(['recompute', await write('cut.ndjson', text.slice(0, 900))]);
	expect([cut.code, cut.stdout]).toEqual([2, expect.stringContaining('cannot be read')]);
	const missing = await runCli(['recompute', join(folder, 'nothing.ndjson')]);
	expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('ENOENT')]);
});

/** One battle's judgments come from another model, with an evidence hash made for it. */
function forge(text: string): { readonly text: string; readonly battle: string } {
	const line = text.split('\n').find((one) => one.includes('"model_reported":"')) ?? '';
	const battle = JSON.parse(line.replace(/"model_reported":"[^"]*"/, '"model_reported":"forger"'));
	const forged = { ...battle, evidence_hash: hashEvidence(battle.games) };
	return {
		text: text.replace(line, JSON.stringify(forged)),
		battle: `${battle.submission_id}/${battle.question_id}`,
	};
}
