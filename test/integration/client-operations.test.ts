import { globSync, readFileSync } from 'node:fs';
import { createClient } from '@codejoust/contract/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANY, CLIENT_CALLS } from '../support/client-calls.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { readProblem } from '../support/expect-refusal.ts';
import { send } from '../support/small-benchmark.ts';

const BY_DOWNLOAD = 'a file, read as it comes: `download` takes its path';
/** Why an operation has no method of its own. */
const WITHOUT_METHOD: Readonly<Record<string, string>> = {
	'GET /healthz': 'for what starts and stops the process',
	'GET /readyz': 'for what starts and stops the process',
	'GET /v1/exports/games': BY_DOWNLOAD,
	'GET /v1/exports/preferences': BY_DOWNLOAD,
	'GET /v1/leaderboards/some-id/criteria.csv': BY_DOWNLOAD,
	'GET /v1/leaderboards/some-id/published-results.csv': BY_DOWNLOAD,
	'GET /v1/exports/critiques': BY_DOWNLOAD,
	'GET /v1/leaderboards/some-id/export.csv': BY_DOWNLOAD,
	'GET /v1/leaderboards/some-id/export.tex': BY_DOWNLOAD,
	'GET /v1/leaderboards/some-id/export.json': BY_DOWNLOAD,
	'GET /v1/leaderboards/some-id/judges/compare.md': BY_DOWNLOAD,
	'GET /v1/snapshots/some-id/bundle': BY_DOWNLOAD,
};

const FROM_SUBMIT = 'the page "Submit" sends the file itself';
/** Why an operation that writes has no form on the console. */
const WITHOUT_FORM: Readonly<Record<string, string>> = {
	'POST /v1/submissions': FROM_SUBMIT,
	'POST /v1/submissions/check': FROM_SUBMIT,
	'POST /v1/submissions/some-id/responses': 'the page of a draft sends the file itself',
	'PUT /v1/benchmarks/some-id/contaminations/some-id':
		'the training data stay on the machine of their owner, where `codejoust contamination` reads them',
	'POST /v1/judge-checks/compare':
		'it stores nothing: it compares what `codejoust judge check` asks',
};

type Operation = { readonly name: string; readonly isSecured: boolean };

let server: CodejoustServer;
let operations: readonly Operation[];

beforeAll(async () => {
	server = await startCodejoust();
	operations = listOperations((await send(server, '/openapi.json')).json);
});
afterAll(() => server.stop());

test('every operation of the OpenAPI document has a method of the client, or a reason for none', async () => {
	const called = new Set(await listCalled());
	const names = operations.map(({ name }) => name);
	expect(names.length).toBeGreaterThan(90);
	expect(names.filter((name) => !called.has(name)).sort()).toEqual(
		Object.keys(WITHOUT_METHOD).sort(),
	);
	expect([...called].filter((name) => !names.includes(name))).toEqual([]);
});

test('every operation that needs a key refuses a request without one, whatever it asks for', async () => {
	const secured = operations.filter(({ isSecured }) => isSecured);
	expect(secured.length).toBeGreaterThanOrEqual(42);
	for (const { name } of secured) {
		const [method = '', path = ''] = name.split(' ');
		const answered = await send(server, path, { method, key: null });
		expect(answered.status, name).toBe(401);
		readProblem(answered, 'unauthenticated');
	}
});

test('every operation that writes has a form on the pages, or a reason for none', async () => {
	const pages = globSync('apps/web/src/{lib,routes}/{operate,submit,sign-in}/**/*.ts')
		.map((path) => readFileSync(path, 'utf8'))
		.join('\n');
	const methods = await listMethods();
	const writing = operations.map(({ name }) => name).filter((name) => !name.startsWith('GET '));
	const isOnPages = (name: string) =>
		methods.some(({ method, calls }) => calls.includes(name) && pages.includes(`.${method}(`));
	expect(writing.length).toBeGreaterThan(60);
	expect(writing.filter((name) => !isOnPages(name)).sort()).toEqual(
		Object.keys(WITHOUT_FORM).sort(),
	);
});

test('every action of the console is posted to by a form', () => {
	const read = (pattern: string) => globSync(pattern).map((path) => readFileSync(path, 'utf8'));
	const texts = [...read('apps/web/src/{lib,routes}/operate/**/*.{svelte,ts}')].join('\n');
	const names = read('apps/web/src/routes/operate/**/+page.server.ts').flatMap((text) => {
		const listed = /actions: Actions = \{([^]*?)\};/.exec(text)?.[1] ?? '';
		return listed.replaceAll(/: [^\n]*/g, '').match(/\w+/g) ?? [];
	});
	expect(names.length).toBeGreaterThan(30);
	expect(
		names.filter((name) => !texts.includes(`?/${name}`) && !texts.includes(`'${name}'`)),
	).toEqual([]);
});

test('who listens for changes is told at once where things stand, and again after a change', async () => {
	const stop = new AbortController();
	const { body } = await fetch(`${server.address}/v1/events`, { signal: stop.signal });
	if (!body) throw new Error('the stream has a body');
	const told: string[] = [];
	const reader = body.pipeThrough(new TextDecoderStream()).getReader();
	const next = async () =>
		told.push(/^id: (\w+)$/m.exec((await reader.read()).value ?? '')?.[1] ?? '');
	await next();
	await server.client.createOrganisation({ slug: 'changed', name: 'Changed' });
	await next();
	expect(told[0]).toMatch(/^[0-9a-f]{32}$/);
	expect(told[1]).toMatch(/^[0-9a-f]{32}$/);
	expect(told[1]).not.toBe(told[0]);
	stop.abort();
});

test('every operation that writes needs a key', () => {
	const open = operations.filter(({ name, isSecured }) => !isSecured && !name.startsWith('GET '));
	expect(open.map(({ name }) => name)).toEqual([
		// Stores nothing; its body is too long for an address.
		'POST /v1/benchmarks/some-id/copies',
		// They end with what a key would be sent for.
		'POST /v1/sign-ins',
		'POST /v1/sign-ins/end',
	]);
});

/** As method and path, with the same word for every parameter of the path; one for each value of a closed list. */
function listOperations(document: unknown): readonly Operation[] {
	// `api-contract.test.ts` holds the document to this type.
	const { paths } = document as {
		readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
	};
	return Object.entries(paths).flatMap(([path, item]) =>
		Object.entries(item).flatMap(([method, { parameters = [], security }]) =>
			fillPath(path, parameters).map((filled) => ({
				name: `${method.toUpperCase()} ${filled}`,
				isSecured: security !== undefined,
			})),
		),
	);
}

type Parameter = {
	readonly name: string;
	readonly in: string;
	readonly schema?: { readonly enum?: readonly string[] };
};
type Described = { readonly parameters?: readonly Parameter[]; readonly security?: unknown };

function fillPath(path: string, parameters: readonly Parameter[]): readonly string[] {
	return parameters
		.filter((one) => one.in === 'path')
		.reduce<readonly string[]>(
			(paths, { name, schema }) =>
				paths.flatMap((each) =>
					(schema?.enum ?? [ANY]).map((value) => each.replace(`{${name}}`, value)),
				),
			[path],
		);
}

/** What the methods of the client send, or name as an address. */
async function listCalled(): Promise<readonly string[]> {
	return (await listMethods()).flatMap(({ calls }) => calls);
}

type CalledMethod = { readonly method: string; readonly calls: readonly string[] };

async function listMethods(): Promise<readonly CalledMethod[]> {
	const methods: CalledMethod[] = [];
	let called: string[] = [];
	const record = (method: string, url: string) => called.push(`${method} ${new URL(url).pathname}`);
	const client = createClient({
		baseUrl: server.address,
		fetch: ({ method, url }) => {
			record(method, url);
			return Response.json({});
		},
	});
	for (const [method, call] of Object.entries(CLIENT_CALLS)) {
		called = [];
		for (const result of await Promise.all(call(client)))
			if (typeof result === 'string') record('GET', result);
		methods.push({ method, calls: called });
	}
	return methods;
}
