import fc from 'fast-check';
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

const HANG_MS = 30_000;
const LINES: Readonly<Record<string, string>> = {
	'/v1/exports/games': 'GameLine',
	'/v1/exports/preferences': 'PreferenceLine',
};

export type Fuzzed = {
	readonly requests: number;
	/** What was wrong, by method, path and fault. */
	readonly faults: Readonly<Record<string, string>>;
	/** What the server logged as an error. */
	readonly errors: readonly unknown[];
};

type Target = {
	readonly server: CodejoustServer;
	readonly document: OpenApi;
	readonly check: ReturnType<typeof createChecker>;
	readonly known: Known;
};

/** Sends so many drawn requests to every route of the API's document, and holds the answers to that document. */
export async function fuzzApi({
	seed,
	requestsEach,
}: {
	readonly seed: number;
	readonly requestsEach: number;
}): Promise<Fuzzed> {
	const target = await openTarget();
	const { server, document, known } = target;
	const faults = new Map<string, string>();
	let requests = 0;
	for (const [path, item] of Object.entries(document.paths))
		for (const [method, operation] of Object.entries(item)) {
			const request = requestsTo(document, path, operation, known);
			for (const [at, sent] of fc.sample(request, { seed, numRuns: requestsEach }).entries()) {
				const attempt = { path, method, operation, sent, isAnybody: at % 6 === 5 };
				const [fault] = await tryOne(target, attempt);
				requests++;
				if (fault === undefined) continue;
				const place = `${method.toUpperCase()} ${path}: ${fault.slice(0, 60)}`;
				faults.set(place, `${fault} after ${JSON.stringify(sent).slice(0, 600)}`);
			}
		}
	await server.stop();
	const errors = server.log.filter(({ level }) => level >= 50).map(({ err }) => err);
	return { requests, faults: Object.fromEntries(faults), errors };
}

/** A server with something of everything in it. */
async function openTarget(): Promise<Target> {
	const server = await startCodejoust();
	await server.client.createBenchmark({ ...smallBenchmark('small'), licence: 'CC0-1.0' });
	await server.client.createBenchmark({ ...smallBenchmark('small'), version: '2' });
	await server.client.createBenchmark({ ...smallBenchmark('secret'), visibility: 'private' });
	const { id } = await server.client.createSubmission(smallSubmission('small@1', 'contender'));
	const judged = await server.untilJudged(id);
	const { snapshot } = await server.untilOnBoard('small@1', [id]);
	const { items } = await server.client.battles({ submission: id });
	// The contract test holds the document to this type as far as it is used.
	const document = (await send(server, '/openapi.json')).json as OpenApi;
	const [run] = judged.runs;
	const battles = items.map((battle) => battle.id);
	const known: Known = {
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
	return { server, document, check: createChecker(document), known };
}

type Attempt = {
	readonly path: string;
	readonly method: string;
	readonly operation: Operation;
	readonly sent: FuzzRequest;
	/** Without a key. */
	readonly isAnybody: boolean;
};

/** What is wrong with the answer to one request. */
async function tryOne(
	{ server, check }: Target,
	{ path, method, operation, sent, isAnybody }: Attempt,
): Promise<string[]> {
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
	if (type === 'application/x-ndjson') return checkLines(check, text, LINES[path]);
	return type.endsWith('json') ? checkJson(check, text, schema) : [];
}

function checkLines(check: Target['check'], text: string, name: string | undefined): string[] {
	const lines = text.split('\n').filter((line) => line !== '');
	if (name === undefined) return lines.flatMap((line) => checkJson(check, line, {}));
	return lines.flatMap((line) => checkJson(check, line, { $ref: `#/components/schemas/${name}` }));
}

function checkJson(check: Target['check'], text: string, schema: JsonSchema): string[] {
	try {
		return check(schema, JSON.parse(text));
	} catch (error) {
		return [`no JSON: ${String(error)}`];
	}
}
