import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { startCli } from '../support/run-cli.ts';
import { readUsage } from '../support/process-usage.ts';

// Measures `codejoust answer`: throughput against a model that takes 500 ms, and memory with long questions.
// node test/bench/answering.ts [--quick]

const LATENCY_MS = 500;
const isQuick = process.argv.includes('--quick');
const LOADS = [
	{ questions: isQuick ? 640 : 2560, characters: 600, inFlight: 64 },
	{ questions: isQuick ? 1000 : 10_000, characters: 20_000, inFlight: 64 },
];
const ANSWER = 'An answer of usual length. '.repeat(100);

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void) {
	const server = createServer(handle);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the server has no port');
	return { server, url: `http://127.0.0.1:${address.port}` };
}

const sendJson = (response: ServerResponse, value: unknown) =>
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));

/** The pages of a benchmark, as the API gives them. */
function serveQuestions(count: number, characters: number) {
	const line = 'Read this function and say what it returns for an empty list of numbers.\n';
	const text = line.repeat(Math.ceil(characters / line.length)).slice(0, characters);
	return listen((request, response) => {
		const url = new URL(request.url ?? '', 'http://localhost');
		if (!url.pathname.endsWith('/questions'))
			return void sendJson(response, { slug: 'big', version: '1' });
		const from = Number(url.searchParams.get('cursor') ?? 0);
		const to = Math.min(count, from + Number(url.searchParams.get('limit')));
		const items = Array.from({ length: to - from }, (_, at) => ({
			question_id: `q${from + at}`,
			messages: [{ role: 'user', content: `${from + at} ${text}` }],
			withheld: null,
		}));
		sendJson(response, { items, next_cursor: to === count ? null : String(to) });
	});
}

/** A model that takes its time; tells when the first request came and the last reply left. */
async function serveModel() {
	const times = { firstMs: 0, lastMs: 0, requests: 0 };
	const { server, url } = await listen((request, response) => {
		times.firstMs ||= performance.now();
		times.requests++;
		request.resume();
		request.on('end', () =>
			setTimeout(() => {
				times.lastMs = performance.now();
				sendJson(response, {
					model: 'm',
					choices: [{ finish_reason: 'stop', message: { role: 'assistant', content: ANSWER } }],
					usage: { prompt_tokens: 20_000, completion_tokens: 600 },
				});
			}, LATENCY_MS),
		);
	});
	return { server, url, times };
}

async function measure({ questions, characters, inFlight }: (typeof LOADS)[number]) {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-answering-'));
	const out = join(folder, 'a.jsonl');
	const api = await serveQuestions(questions, characters);
	const model = await serveModel();
	const args = ['answer', '-b', 'big', '-m', 'm', '--endpoint', `${model.url}/v1`, '--out', out];
	const { child, ended } = startCli([...args, '--yes', '--concurrency', String(inFlight)], {
		env: { CODEJOUST_SERVER: api.url },
	});
	let usage = { cpuMs: 0, peakRssMiB: 0 };
	const look = setInterval(() => {
		if (child.pid === undefined || child.exitCode !== null) return;
		const now = readUsage(child.pid);
		// A process that ends has no memory left.
		if (now.peakRssMiB > 0) usage = now;
	}, 200);
	const { code, stderr } = await ended;
	clearInterval(look);
	const rows = (await readFile(out, 'utf8')).split('\n').length - 1;
	if (code !== 0 || rows !== questions) throw new Error(`${code}, ${rows} rows: ${stderr}`);
	for (const { server } of [api, model]) {
		server.closeAllConnections();
		server.close();
	}
	await rm(folder, { recursive: true });
	return {
		client: 'codejoust answer',
		'in flight': inFlight,
		questions,
		'characters each': characters,
		'ratio to ideal': ratioOf(model.times, { questions, inFlight }),
		'asked twice': model.times.requests - questions,
		'CPU, ms an answer': (usage.cpuMs / questions).toFixed(2),
		'peak, MiB': Math.round(usage.peakRssMiB),
	};
}

/** The same number of calls from a loop that does nothing else, on the same busy machine. */
async function measureBare({ questions, characters, inFlight }: (typeof LOADS)[number]) {
	const model = await serveModel();
	const agent = new Agent({ connections: inFlight });
	const body = JSON.stringify({ messages: [{ role: 'user', content: 'x'.repeat(characters) }] });
	let left = questions;
	const work = async () => {
		while (left-- > 0) {
			const call = { method: 'POST', body, dispatcher: agent } as const;
			await (await request(`${model.url}/v1/chat/completions`, call)).body.text();
		}
	};
	await Promise.all(Array.from({ length: inFlight }, work));
	await agent.close();
	model.server.close();
	return {
		client: 'bare undici',
		'in flight': inFlight,
		questions,
		'characters each': characters,
		'ratio to ideal': ratioOf(model.times, { questions, inFlight }),
	};
}

/** ⌈questions / in flight⌉ × latency over the time from the first request to the last reply. */
function ratioOf(
	{ firstMs, lastMs }: { readonly firstMs: number; readonly lastMs: number },
	{ questions, inFlight }: { readonly questions: number; readonly inFlight: number },
): string {
	const idealMs = Math.ceil(questions / inFlight) * LATENCY_MS;
	return (idealMs / (lastMs - firstMs)).toFixed(3);
}

for (const load of LOADS) console.table([await measureBare(load)]);
for (const load of LOADS) console.table([await measure(load)]);
