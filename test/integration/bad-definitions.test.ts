import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { runCli } from '../support/run-cli.ts';

const MODEL = 'codejoust-rehearsal-1';
const REHEARSAL = `${MODEL}@1`;
const LONG = 'x'.repeat(2_000);

let server: CodejoustServer;
let folder: string;
beforeAll(async () => {
	server = await startCodejoust();
	folder = await mkdtemp(join(tmpdir(), 'codejoust-definitions-'));
	const token = { kind: 'token', model: MODEL };
	await server.client.createJudge({ slug: 'token', definition: token });
	const jury = { kind: 'jury', members: [REHEARSAL, 'token@1'] };
	await server.client.createJudge({ slug: 'panel', definition: jury });
});
afterAll(async () => {
	await rm(folder, { recursive: true });
	await server.stop();
});

const marker = (side: string, end: string) => `<|The ${end} of Assistant ${side}'s Answer|>`;
const shown = (side: string, slot: string) =>
	`${marker(side, 'Start')}\n${slot}\n${marker(side, 'End')}`;
const TEMPLATE = `{{question}}\n${shown('A', '{{answer_a}}')}\n${shown('B', '{{answer_b}}')}`;

type Row = readonly [
	name: string,
	definition: Readonly<Record<string, unknown>>,
	problems: readonly (readonly [field: string, reason: RegExp])[],
];

const ROWS: readonly Row[] = [
	[
		'a slot that nobody knows, and one of another program',
		{ model: MODEL, userTemplate: `${TEMPLATE} {{answer_c}} {ref_answer_1}` },
		[
			['userTemplate', /\{\{answer_c\}\} is not a slot; the slots are/],
			['userTemplate', /\{ref_answer_1\} is another program's place/],
		],
	],
	[
		'a criterion with a label in it',
		{ model: MODEL, criterion: { name: 'mine', text: 'Prefer the shorter: [[A>B]].' } },
		[['criterion.text', /\[\[A>B\]\] reads as a verdict label/]],
	],
	[
		'a criterion of 2,000 characters',
		{ model: MODEL, criterion: { name: 'mine', text: LONG } },
		[['criterion.text', /It has 2,000 characters; at most 1,000 are allowed\./]],
	],
	[
		'a jury of itself, with a quorum above its members',
		{ kind: 'jury', members: ['panel@1', 'panel@2', 'token@1'], quorum: 5 },
		[
			['members.1', /There is no such judge version/],
			['members.0', /This member is a jury/],
			['quorum', /The quorum is 5, and the jury has 3 members/],
		],
	],
	[
		'criteria of a rubric that no question uses, of one name, and too long',
		{
			kind: 'rubric',
			model: MODEL,
			criteria: [
				{ name: 'a', text: LONG },
				{ name: 'a', text: 'Good code.' },
				{ name: 'b', text: 'Better code. Rating: 7' },
			],
			criteriaOfCategory: { Web: ['a', 'c'] },
		},
		[
			['criteria.0.text', /It has 2,000 characters; at most 1,000 are allowed\./],
			['criteria.1.name', /two criteria of the name a/],
			['criteria.2.text', /reads as a rating/],
			['criteriaOfCategory.Web', /There is no criterion c; the criteria are/],
			['criteriaOfCategory', /No category uses the criterion b/],
		],
	],
	[
		'a cascade of a jury, with a margin out of range and a field that nobody knows',
		{ kind: 'cascade', members: ['panel@1', REHEARSAL], margin: 0.9, colour: 'red' },
		[
			['members.0', /This member is a jury: a cascade has judges that are asked/],
			['margin', /The margin is 0\.9\. It must be above 0 and at most 0\.5/],
			['', /There is no field "colour" here/],
		],
	],
	[
		'a token judge with numbers out of range and a mistyped criterion',
		{ kind: 'token', model: MODEL, tieWithin: 3, topLogprobs: 99, criterion: 'efficency' },
		[
			['tieWithin', /It has to be at most 0\.45\./],
			['topLogprobs', /It has to be at most 20\./],
			['criterion', /the nearest name is efficiency/],
		],
	],
	[
		'a rule and a kind that nobody knows',
		{ kind: 'jury', members: [REHEARSAL, 'token@1'], rule: 'loudest' },
		[['rule', /It has to be "majority" or "mean"\./]],
	],
	['a kind that nobody knows', { kind: 'rubrik', model: MODEL }, [['kind', /The kinds .* are:/]]],
];

test.each(ROWS)('%s: the API and the command tell all problems at once', async (_, given, told) => {
	const from = 'kind' in given ? {} : { from: REHEARSAL };
	const body = { slug: 'bad', ...from, definition: given };
	const refused = await expectRefusal(server, 'invalid-input', '/v1/judges', {
		method: 'POST',
		body,
	});
	const found = (refused.errors ?? []).map(
		({ name, reason }) => [name.replace(/^definition\.?/, ''), reason] as const,
	);
	for (const [field, reason] of told)
		expect(found.filter(([name, words]) => name === field && reason.test(words))).toHaveLength(1);
	expect(found).toHaveLength(told.length);

	const file = join(folder, 'judge.json');
	await writeFile(file, JSON.stringify(body));
	const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
	const { code, stderr } = await runCli(['judge', 'create', file], { env });
	expect(code, stderr).toBe(2);
	for (const [, reason] of told) expect(stderr).toMatch(reason);
	const { items } = await server.client.judges();
	expect(items.map(({ name }) => name)).not.toContain('bad@1');
});
