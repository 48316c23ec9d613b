/**
 * What it takes to accept 100 MB of answers: `node test/bench/upload.ts`. 4000 questions with 25 kB each are submitted
 * as NDJSON, as they are and packed by gzip, to a server process on a real Postgres that serves the API alone. Growth is
 * its largest resident set while the upload is worked on, above what it held just before.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { createClient } from '@codejoust/contract/client';
import { median } from '../../packages/arena/src/maths/median.ts';
import { type CodejoustProcess, startCodejoustProcess } from '../support/codejoust-process.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { readUsage } from '../support/process-usage.ts';
import { smallBenchmark } from '../support/small-benchmark.ts';

const QUESTIONS = 4000;
const ANSWER_BYTES = 25_000;
const ROUNDS = 3;
const WORDS = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').split(/\s+/);

const postgres = await startPostgres();
const server = await startCodejoustProcess({
	data: { databaseUrl: await postgres.createDatabase() },
	judgeBaseUrl: 'http://127.0.0.1:9/v1',
	env: { CODEJOUST_ROLE: 'api' },
});
try {
	await server.client.createBenchmark(smallBenchmark('large', QUESTIONS));
	await measure('warm-up', false);
	console.log('| body | sent, MB | seconds | growth, MiB | CPU, s |');
	console.log('| --- | --- | --- | --- | --- |');
	for (const isGzip of [false, true]) {
		const rounds: Measured[] = [];
		for (let round = 0; round < ROUNDS; round++)
			rounds.push(await measure(`model-${isGzip ? 'gzip' : 'plain'}-${round}`, isGzip));
		const of = (pick: (row: Measured) => number) => median(rounds.map(pick)) ?? 0;
		const cells = [
			isGzip ? 'gzip' : 'plain',
			of(({ megabytes }) => megabytes).toFixed(0),
			of(({ seconds }) => seconds).toFixed(1),
			Math.max(...rounds.map(({ growthMiB }) => growthMiB)).toFixed(0),
			of(({ cpuSeconds }) => cpuSeconds).toFixed(1),
		];
		console.log(`| ${cells.join(' | ')} |`);
	}
} finally {
	await server.stop();
	await postgres.stop();
}

type Measured = {
	readonly megabytes: number;
	readonly seconds: number;
	readonly growthMiB: number;
	readonly cpuSeconds: number;
};

async function measure(model: string, isGzip: boolean): Promise<Measured> {
	const plain = writeAnswers(model);
	const file = isGzip ? new Uint8Array(gzipSync(plain, { level: 1 })) : plain;
	const { address, key } = server;
	const before = readResident(server);
	const cpuBefore = server.usage().cpuMs;
	const startedAt = performance.now();
	await createClient({ baseUrl: address, key }).submitFile({
		benchmark: 'large',
		model: { slug: model, name: model },
		file,
		isGzip,
	});
	const seconds = (performance.now() - startedAt) / 1000;
	const { cpuMs, peakRssMiB } = readUsage(server.pid);
	return {
		megabytes: file.length / 1e6,
		seconds,
		growthMiB: peakRssMiB - before,
		cpuSeconds: (cpuMs - cpuBefore) / 1000,
	};
}

/** What it holds now, from where its peak is counted anew. */
function readResident({ pid }: CodejoustProcess): number {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
	return readUsage(pid).peakRssMiB;
}

/** Every answer another one, so that none is stored already. */
function writeAnswers(model: string): Uint8Array<ArrayBuffer> {
	const lines = Array.from({ length: QUESTIONS }, (_, n) => {
		const response = [`${model} on question ${n}:`];
		for (let length = 0, word = 31 * n; length < ANSWER_BYTES; word += 7 + (n % 5)) {
			const next = WORDS[word % WORDS.length] ?? '';
			response.push(next);
			length += next.length + 1;
		}
		return JSON.stringify({ question_id: `q${n + 1}`, response: response.join(' ') });
	});
	return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
