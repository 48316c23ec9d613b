import { type Client, createClient } from '@codejoust/contract/client';
import {
	type CodejoustProcess,
	startCodejoustProcess,
	untilIdle,
} from '../support/codejoust-process.ts';
import type { Place } from '../support/engine-lab.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { smallBenchmark } from '../support/small-benchmark.ts';
import {
	answersOf,
	checkJudge,
	makeKeys,
	rejudge,
	removeText,
	untilJudged,
} from './installation-parts.ts';
import { listPaths } from './paths-to-read.ts';
import { type RecordedRead, recordReads } from './recorded-reads.ts';

/** What a test has to know about a filled installation. All keys are made up for the fixture. */
export type InstallationMarks = {
	readonly keys: {
		readonly operator: string;
		readonly submit: string;
		readonly operate: string;
	};
	readonly openRun: string;
	readonly pausedRun: string;
	readonly rejudging: string;
	readonly draft: string;
	readonly privateSubmission: string;
	/** Read without a key, by the member who submits, by the operator. */
	readonly openPaths: readonly string[];
	readonly memberPaths: readonly string[];
	readonly operatorPaths: readonly string[];
};

/** What the first server left, with the token of the private submission's link. */
export type Judged = Pick<
	InstallationMarks,
	'keys' | 'rejudging' | 'draft' | 'privateSubmission'
> & { readonly shareToken: string };

const QUESTIONS = 8;

/**
 * Makes an installation that has something of everything, with the server as an operator starts it: two versions of a
 * benchmark, boards with snapshots, a re-judging with its report, unscored games, keys, a draft, a private submission.
 * Its last server plays no games, so that a run and its jobs stay open, and is stopped at the end.
 */
export async function fillInstallation(
	data: Place,
): Promise<{ readonly marks: InstallationMarks; readonly reads: readonly RecordedRead[] }> {
	const judge = await startJudgeServer({
		fault: (_, { messages }) =>
			messages.some(({ content }) => content.includes('Question 3 of kept'))
				? { kind: 'malformed', as: 'refusal' }
				: undefined,
	});
	try {
		const made = await withServer(data, {}, makeJudged);
		const live = { CODEJOUST_JUDGE_BASE_URL: judge.baseUrl, CODEJOUST_JUDGE_MODEL: 'flawed-judge' };
		await withServer(data, live, ({ client }) => makeUnscored(client));
		return await withServer(data, { CODEJOUST_ROLE: 'api' }, async ({ client, address }) => {
			const { shareToken: _, ...known } = made;
			const marks = { ...known, ...(await makeOpen(client)), ...(await listPaths(client, made)) };
			return { marks, reads: await recordReads(address, marks) };
		});
	} finally {
		await judge.close();
	}
}

async function withServer<Result>(
	data: Place,
	env: Readonly<Record<string, string>>,
	work: (server: CodejoustProcess) => Promise<Result>,
): Promise<Result> {
	const none = { CODEJOUST_JUDGE_BASE_URL: '', OPENAI_API_KEY: '', CODEJOUST_FENCE_SECRET: '' };
	const server = await startCodejoustProcess({ data, judgeBaseUrl: '', env: { ...none, ...env } });
	try {
		if (env['CODEJOUST_ROLE'] !== 'api') await untilIdle(server);
		return await work(server);
	} finally {
		await server.stop();
	}
}

async function makeJudged({ client, key, address }: CodejoustProcess): Promise<Judged> {
	const keys = { operator: key, ...(await makeKeys(client)) };
	await client.createBenchmark(smallBenchmark('kept', QUESTIONS));
	for (const model of ['amber', 'birch', 'cedar'])
		await untilJudged(client, await client.createSubmission(answersOf('kept', model, QUESTIONS)));
	const rejudging = await rejudge(client, 'kept');
	await removeText(client, 'kept');
	await client.createJudge({
		slug: 'kept-efficiency',
		from: 'codejoust-rehearsal-1@1',
		definition: { criterion: 'efficiency' },
	});
	await client.createRejudgingRule({ judge: 'codejoust-rehearsal-2', benchmarks: ['kept'] });
	await client.setServiceBudget(50_000_000);
	await checkJudge(client);
	const member = createClient({ baseUrl: address, key: keys.submit });
	const { id } = await untilJudged(
		member,
		await member.createSubmission({
			...answersOf('kept', 'dogwood', QUESTIONS),
			visibility: 'private',
		}),
	);
	const { token: shareToken } = await member.makeShareLink(id);
	const some = { ...answersOf('kept', 'elder', QUESTIONS - 3), draft: true };
	const draft = (await member.createSubmission(some)).id;
	return { keys, rejudging, draft, privateSubmission: id, shareToken };
}

/** The second version, by a judge that refuses one question. */
async function makeUnscored(client: Client): Promise<void> {
	await client.createBenchmark({ ...smallBenchmark('kept', QUESTIONS - 1), version: '2' });
	const answers = answersOf('kept@2', 'amber', QUESTIONS - 1);
	const { runs } = await untilJudged(client, await client.createSubmission(answers));
	if (!runs.some(({ progress }) => progress.unscored > 0)) throw new Error('all games are scored');
}

/** A benchmark of their own: when they end, no other board moves. */
async function makeOpen(client: Client): Promise<Pick<InstallationMarks, 'openRun' | 'pausedRun'>> {
	await client.createBenchmark(smallBenchmark('later', QUESTIONS));
	const [openRun, pausedRun] = await Promise.all(
		['amber', 'birch'].map(async (model) => {
			const { runs } = await client.createSubmission(answersOf('later', model, QUESTIONS));
			return runs[0]?.id;
		}),
	);
	if (openRun === undefined || pausedRun === undefined) throw new Error('a submission has no run');
	await client.controlRun(pausedRun, 'pause');
	return { openRun, pausedRun };
}
