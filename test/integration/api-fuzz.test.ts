import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import {
	createChecker,
	type FuzzRequest,
	type JsonSchema,
	type Known,
	type OpenApi,
	type Operation,
	requestsTo,
} from '../support/openapi-fuzz.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

/** The same requests in every run. */
const SEED = 20261121;
const REQUESTS_EACH = 24;
const HANG_MS = 30_000;
const LINES: Readonly<Record<string, string>> = {
	'/v1/exports/games': 'GameLine',
	'/v1/exports/preferences': 'PreferenceLine',
};

let server: CodejoustServer;
let document: OpenApi;
let check: ReturnType<typeof createChecker>;
let known: Known;

beforeAll(async () => {
	server = await startCodejoust();
	await server.client.createBenchmark({ ...smallBenchmark('small'), licence: 'CC0-1.0' });
	await server.client.createBenchmark({ ...smallBenchmark('small'), version: '2' });
	await server.client.createBenchmark({ ...smallBenchmark('secret'), visibility: 'private' });
	const { id } = await server.client.createSubmission(smallSubmission('small@1', 'contender'));
	const judged = await server.untilJudged(id);
	const { snapshot } = await server.untilOnBoard('small@1', [id]);
	const { items } = await server.client.battles({ submission: id });
	// The contract test holds the document to this type as far as it is used.
	document = (await send(server, '/openapi.json')).json as OpenApi;
	check = createChecker(document);
	const [run] = judged.runs;
	const battles = items.map((battle) => battle.id);
	known = {
		benchmark: ['small', 'small@1', 'small@2', 'secret'],
		model: ['contender', 'baseline'],
		models: ['contender,baseline', 'contender'],
		id: [id, run?.id ?? '', snapshot?.id ?? '', ...battles.slice(0, 1)],
		submission: [id],
		run: [run?.id ?? ''],
		judge: [run?.judge.name ?? ''],
		question: ['q1'],
		question_id: ['q1'],
		battle: battles,
		category: ['Odd'],
		language: ['Rust'],
		difficulty: ['easy'],
		from: ['1'],
		action: ['pause', 'resume', 'retry'],
	};
});
afterAll(() => server.stop());

test('no request to any route of the document fails the server, hangs, or gets an answer outside of its schema', async () => {
	let requests = 0;
	const found = new Map<string, string>();
	for (const [path, item] of Object.entries(document.paths))
		for (const [method, operation] of Object.entries(item)) {
			const request = requestsTo(document, path, operation, known);
			const sample = fc.sample(request, { seed: SEED, numRuns: REQUESTS_EACH });
			for (const [at, sent] of sample.entries()) {
				const faults = await tryOne({ path, method, operation, sent, isAnybody: at % 6 === 5 });
				const [fault] = faults;
				const place = `${method.toUpperCase()} ${path}: ${fault?.slice(0, 60)}`;
				if (fault !== undefined)
					found.set(place, `${fault} after ${JSON.stringify(sent).slice(0, 600)}`);
				requests++;
			}
		}
	expect(Object.fromEntries(found)).toEqual({});
	expect(requests).toBeGreaterThan(30 * REQUESTS_EACH);
	expect(server.log.filter(({ level }) => level >= 50).map(({ err }) => err)).toEqual([]);
});

type Attempt = {
	readonly path: string;
	readonly method: string;
	readonly operation: Operation;
	readonly sent: FuzzRequest;
	/** Without a key. */
	readonly isAnybody: boolean;
};

/** What is wrong with the answer to one request. */
async function tryOne({ path, method, operation, sent, isAnybody }: Attempt): Promise<string[]> {
	const stop = new AbortController();
	const response = await fetch(new URL(sent.path, server.address), {
		method: method.toUpperCase(),
		headers: {
			...(isAnybody ? {} : { authorization: `Bearer ${server.key}` }),
			...(method === 'post' ? { 'idempotency-key': crypto.randomUUID() } : {}),
			...sent.headers,
		},
		...(sent.body === undefined ? {} : { body: sent.body }),
		signal: AbortSignal.any([stop.signal, AbortSignal.timeout(HANG_MS)]),
	});
	const type = response.headers.get('content-type')?.split(';')[0] ?? '';
	if (type === 'text/event-stream') {
		stop.abort();
		return [];
	}
	const text = await response.text();
	const { status } = response;
	if (status >= 500) return [`${status}: ${text.slice(0, 500)}`];
	const declared = operation.responses?.[String(status)];
	if (!declared) return [`${status} is not in the document: ${text.slice(0, 500)}`];
	const schema = declared.content?.[type]?.schema;
	if (!schema) return text === '' ? [] : [`${type} is not in the document for ${status}`];
	if (type === 'application/x-ndjson') return checkLines(text, LINES[path]);
	return type.endsWith('json') ? checkJson(text, schema) : [];
}

function checkLines(text: string, name: string | undefined): string[] {
	const lines = text.split('\n').filter((line) => line !== '');
	if (name === undefined) return lines.flatMap((line) => checkJson(line, {}));
	return lines.flatMap((line) => checkJson(line, { $ref: `#/components/schemas/${name}` }));
}

function checkJson(text: string, schema: JsonSchema): string[] {
	try {
		return check(schema, JSON.parse(text));
	} catch (error) {
		return [`no JSON: ${String(error)}`];
	}
}
