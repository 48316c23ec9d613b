/**
 * How fast `codejoust decontaminate` reads, and its memory: `node test/bench/decontaminate.ts [MB]`. It writes a file of
 * records of the shared test data with their words in another order, with some whole questions among them, then one with a
 * line of 200 MB.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from '@codejoust/arena/maths/random';
import { RECALL_FILES, readTexts } from '../support/nearest-recall.ts';
import { dataFile, hasFiles, readGzippedRows } from '../support/shared-data.ts';
import { readUsage } from '../support/process-usage.ts';

const MAIN = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
const QUESTIONS = dataFile('arena-hard-v0.1/questions.jsonl.gz');
const MEGABYTE = 1e6;
const megabytes = Number(process.argv[2] ?? 1_000);

if (hasFiles(...RECALL_FILES)) {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-decontaminate-'));
	try {
		const large = join(folder, 'large.jsonl');
		await writeLarge(large, megabytes * MEGABYTE);
		const long = join(folder, 'long-line.jsonl');
		await writeLongLine(long, 200 * MEGABYTE);
		console.log('| what | MB | seconds | CPU s | MB/s | peak RSS (MiB) | exit code |');
		console.log('|---|---|---|---|---|---|---|');
		await measure('15 words', large, []);
		await measure('15 words and similarity', large, ['--similarity']);
		await measure('a line of 200 MB', long, []);
	} finally {
		await rm(folder, { recursive: true });
	}
}

async function writeLarge(path: string, bytes: number): Promise<void> {
	const random = createRandom('decontaminate');
	const texts = readTexts(10_000);
	const questions = readGzippedRows<{ prompt: string }>(QUESTIONS);
	const file = createWriteStream(path);
	for (let written = 0, line = 0; written < bytes; line += 1) {
		const words = (texts[random.nextInt(texts.length)] ?? '').split(' ');
		const text =
			line % 20_000 === 19_999
				? (questions[random.nextInt(questions.length)]?.prompt ?? '')
				: words.toSorted((a, b) => a.length - b.length || random.next() - 0.5).join(' ');
		const record = `${JSON.stringify({ instruction: text, output: words.toReversed().join(' ') })}\n`;
		written += Buffer.byteLength(record);
		if (!file.write(record)) await once(file, 'drain');
	}
	file.end();
	await once(file, 'close');
}

async function writeLongLine(path: string, bytes: number): Promise<void> {
	const file = createWriteStream(path);
	file.write('{"text": "before"}\n{"text": "');
	const part = 'word '.repeat(200_000);
	for (let written = 0; written < bytes; written += part.length)
		if (!file.write(part)) await once(file, 'drain');
	file.end('"}\n{"text": "after"}\n');
	await once(file, 'close');
}

async function measure(what: string, path: string, options: readonly string[]): Promise<void> {
	const begun = performance.now();
	const child = spawn(
		process.execPath,
		[MAIN, 'decontaminate', QUESTIONS, '--against', path, ...options],
		{ stdio: ['ignore', 'ignore', 'inherit'] },
	);
	let usage = { cpuMs: 0, peakRssMiB: 0 };
	let peak = 0;
	const timer = setInterval(() => {
		if (child.exitCode === null && child.pid !== undefined) {
			usage = readUsage(child.pid);
			// A process that has just ended has none.
			peak = Math.max(peak, usage.peakRssMiB || 0);
		}
	}, 100);
	const [code] = await once(child, 'close');
	clearInterval(timer);
	const seconds = (performance.now() - begun) / 1_000;
	const size = (await stat(path)).size / MEGABYTE;
	const numbers = [size, seconds, usage.cpuMs / 1_000, size / seconds, peak];
	console.log(`| ${[what, ...numbers.map((value) => value.toFixed(0)), code].join(' | ')} |`);
}
