import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadWorkload, type Workload } from '../../support/arena-workload.ts';
import { type CodejoustProcess, startCodejoustProcess } from '../../support/codejoust-process.ts';
import { makeEmbeddedDirectory } from '../../support/embedded-directory.ts';
import { startEveryKindJudge, type FAULTS } from '../../support/every-kind-judge.ts';
import { type LedgerRow, startKindsJudge } from '../../support/kinds-judge.ts';
import type { BatchBehaviour } from '../../support/batch-judge.ts';

/** A reply as a double's ledger has it: null where nothing can be read. */
export type ToldReply = {
	readonly model: string;
	readonly value: string | number | null;
	/** How often a reply was delivered for the same prompt. */
	readonly delivered: number;
};

/** Where each way of judging is asked: an endpoint for the models that it names. */
export type Doubles = {
	readonly endpoints: readonly { readonly baseUrl: string; readonly models: readonly string[] }[];
	readonly told: () => Promise<readonly ToldReply[]>;
	/** Whether they serve the Batch API. */
	readonly hasBatches?: boolean;
	readonly isSilentAtTimes?: boolean;
	readonly close: () => Promise<void>;
};

/** One server, and a benchmark with a baseline and two models that are not judged yet. */
export type Ways = {
	readonly doubles: Doubles;
	readonly workload: Workload;
	/** The running process; another one after `restart`. */
	readonly server: () => CodejoustProcess;
	/** kill −9, and a start on the same data. */
	readonly restart: () => Promise<void>;
	readonly close: () => Promise<void>;
};

/** The judges of the experiment; each has a model of its own, so that ledgers tell them apart. */
export const JUDGES = {
	pairwise: 'pairwise-judge@1',
	criterion: 'criterion-judge@1',
	token: 'token-judge@1',
	rubric: 'rubric-judge@1',
	jury: 'jury@1',
	cascade: 'cascade@1',
} as const;
/** Whose judgments a way of judging takes. */
export const MEMBERS = {
	jury: [JUDGES.pairwise, JUDGES.token, JUDGES.rubric],
	cascade: [JUDGES.token, JUDGES.pairwise],
} as const;
/** How far from one half the preference of the cascade's first judge has to be. */
export const MARGIN = 0.2;

/** The shared double, which was written from published forms: one process for each form of a reply. */
export async function openKindsJudges(...flags: readonly string[]): Promise<Doubles> {
	const [labels, token, rubric] = [
		await startKindsJudge('criterion', ...flags),
		await startKindsJudge('token', ...flags),
		await startKindsJudge('rubric', ...flags),
	];
	const all = [labels, token, rubric];
	return {
		endpoints: [
			{ baseUrl: labels.baseUrl, models: ['pairwise-judge', 'criterion-judge'] },
			{ baseUrl: token.baseUrl, models: ['token-judge'] },
			{ baseUrl: rubric.baseUrl, models: ['rubric-judge'] },
		],
		told: async () => {
			const rows = (await Promise.all(all.map((one) => one.readLedger()))).flat();
			const byPrompt = Map.groupBy(rows, ({ model, prompt_sha256: sha }) => `${model} ${sha}`);
			return [...byPrompt.values()].flatMap(([first, ...more]) =>
				first ? [{ model: first.model, value: valueOf(first), delivered: 1 + more.length }] : [],
			);
		},
		close: async () => {
			for (const one of all) await one.stop();
		},
	};
}

/** The ledger of a token judge holds a preference for an odd reply too, whose labels have less than half of the mass. */
function valueOf({ odd, value }: LedgerRow): LedgerRow['value'] {
	return odd ? null : value;
}

/** Our own double, with faults, at one endpoint. */
export async function openOwnJudge(options: {
	readonly faults?: typeof FAULTS;
	readonly latencyMs?: number;
	readonly batch?: BatchBehaviour;
}): Promise<Doubles> {
	const judge = await startEveryKindJudge(options);
	return {
		endpoints: [{ baseUrl: judge.baseUrl, models: ['*-judge'] }],
		told: async () => judge.told(),
		hasBatches: options.batch !== undefined,
		isSilentAtTimes: options.faults !== undefined,
		close: judge.close,
	};
}

export async function openWays(
	doubles: Doubles,
	{ questions, concurrency = 64 }: { readonly questions: number; readonly concurrency?: number },
): Promise<Ways> {
	const directory = await makeEmbeddedDirectory();
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-ways-'));
	const file = join(folder, 'endpoints.json');
	const endpoints = doubles.endpoints.map(({ baseUrl, models }, at) => ({
		name: `double-${at}`,
		base_url: baseUrl,
		models,
		concurrency,
		// Where requests are left without an answer; on a busy machine a reply may take longer than that.
		timeout_seconds: doubles.isSilentAtTimes === true ? 3 : 60,
		batch: { supported: doubles.hasBatches === true, poll_seconds: 0.2 },
		prices: { '*': { input_usd_per_million: 1, output_usd_per_million: 1 } },
	}));
	await writeFile(file, JSON.stringify({ endpoints }));
	const start = () =>
		startCodejoustProcess({
			judgeBaseUrl: '',
			data: { directory: directory.path },
			env: { CODEJOUST_ENDPOINTS: file, CODEJOUST_JUDGE_MODEL: 'pairwise-judge' },
		});
	let server = await start();
	const workload = loadWorkload(questions);
	const close = async () => {
		await server.kill();
		await doubles.close();
		await directory.remove();
		await rm(folder, { recursive: true });
	};
	try {
		await server.client.createBenchmark(workload.benchmark);
		await createJudges(server);
	} catch (error) {
		await close();
		throw error;
	}
	return {
		doubles,
		workload,
		server: () => server,
		restart: async () => {
			await server.kill();
			server = await start();
		},
		close,
	};
}

async function createJudges({ client }: CodejoustProcess): Promise<void> {
	const kinds = {
		'criterion-judge': { kind: 'pairwise', criterion: 'readability' },
		'token-judge': { kind: 'token' },
		'rubric-judge': { kind: 'rubric' },
	};
	for (const [model, definition] of Object.entries(kinds))
		await client.createJudge({ slug: model, definition: { model, ...definition } });
	const { jury, cascade } = MEMBERS;
	const panels = {
		jury: { kind: 'jury', members: jury },
		cascade: { kind: 'cascade', members: cascade, margin: MARGIN },
	};
	for (const [slug, definition] of Object.entries(panels))
		await client.createJudge({ slug, definition });
}

/** Both models' answers handed in; the live judge, which is the pairwise one, judges them at once. */
export async function submitAll({ server, workload }: Ways): Promise<readonly string[]> {
	const ids: string[] = [];
	for (const body of workload.submissions)
		ids.push((await server().client.createSubmission(body)).id);
	return ids;
}
