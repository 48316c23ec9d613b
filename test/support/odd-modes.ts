import { readFileSync } from 'node:fs';
import type { Run } from '@codejoust/contract/client';
import { startCodejoust, until } from './codejoust-server.ts';
import { startOddJudge } from './odd-judge.ts';
import { registerJudge } from './register-judge.ts';
import { dataFile } from './shared-data.ts';

export const QUESTIONS = dataFile('real-world/questions.jsonl');
const BASELINE = dataFile('real-world/baseline.jsonl');
const ANSWERS = dataFile('real-world/answers.jsonl');
const FILTERED = dataFile('real-world/answers-content-filter.jsonl');

type Row = { readonly question_id: string; readonly response: string };

/** What a judge with one oddity came to. */
export type PlayedMode = {
	readonly state: string;
	readonly waitsFor: string;
	/** Why the judge or the endpoint is held; null where neither is. */
	readonly held: string | null;
	readonly scored: number;
	readonly open: number;
	/** Newest judgments without a verdict by reason and class. */
	readonly unscored: Readonly<Record<string, number>>;
	readonly score: number | null;
	readonly calls: number;
	/** Words beside the attempts that brought no verdict. */
	readonly details: readonly string[];
	readonly flags: readonly string[];
	readonly reportedModels: readonly string[];
	readonly isEstimated: boolean;
	/** Attempts that brought no verdict, those that a verdict followed included. */
	readonly attempts: Readonly<Record<string, number>>;
	readonly promptTokens: number;
	/** As the run shows them. */
	readonly troubles: Run['troubles'];
};

/** The answers that a mode is about; the usual ones for any other. */
function answersFor(mode: string): readonly Row[] {
	if (mode === 'azure-filter') return readRows(FILTERED);
	const answers = readRows<Row>(ANSWERS);
	return mode === 'ollama-trunc' ? answers.map(lengthen) : answers;
}

/** As long as a model's whole file: some 40,000 characters. */
function lengthen({ question_id, response }: Row, i: number): Row {
	const notes = Array.from(
		{ length: 600 },
		(_, k) => `# note ${k}: this line documents step ${k} of solution ${i} in detail`,
	);
	return { question_id, response: [response, ...notes].join('\n') };
}

/** A judge of this oddity, and a submission of eight questions, sixteen games, that it judges. */
async function startOddArena(mode: string, databaseUrl: string) {
	const judge = await startOddJudge(mode);
	const server = await startCodejoust({
		judgeBaseUrl: judge.baseUrl,
		databaseUrl,
		config: { fenceSecret: 'one secret for every oddity', judgeMaxTries: 6 },
	});
	await server.client.createBenchmark({
		slug: 'odd',
		version: '1',
		name: 'Odd',
		baseline: { slug: 'baseline', name: 'Baseline' },
		questions: readRows(QUESTIONS),
		baseline_responses: readRows<Row>(BASELINE),
	});
	const { id } = await server.client.createSubmission({
		benchmark: 'odd',
		model: { slug: 'm', name: 'Model' },
		responses: [...answersFor(mode)],
	});
	return { judge, server, id };
}

/** The runs of two judges at one endpoint that answers the second one in another shape. */
export async function playMixed(
	databaseUrl: string,
): Promise<{ readonly runs: readonly Run[]; readonly calls: number }> {
	const { judge, server, id } = await startOddArena('mixed', databaseUrl);
	try {
		const name = await registerJudge(server, 'bad-judge');
		await server.client.createRun({ submission: id, judge: name });
		const { runs } = await server.untilJudged(id, {
			isReached: ({ runs }) => runs.length === 2 && runs.every(({ state }) => state === 'done'),
		});
		return { runs, calls: await judge.countCalls() };
	} finally {
		await server.stop();
		await judge.stop();
	}
}

/** Judges the submission with a judge of this oddity, until nothing more happens by itself. */
export async function playMode(mode: string, databaseUrl: string): Promise<PlayedMode> {
	const { judge, server, id } = await startOddArena(mode, databaseUrl);
	try {
		const { client } = server;
		const { runs } = await until(
			() => client.submission(id),
			(submission) => submission.runs.some(({ state }) => state === 'done' || state === 'paused'),
			90_000,
		);
		const [run] = runs;
		if (!run) throw new Error('a submission has a run');
		const { progress } = run;
		const { items } = await client.battles({ submission: id });
		const battles = await Promise.all(items.map((battle) => client.battle(battle.id)));
		const judgments = battles.flatMap(({ games }) => games.map((game) => game.judgments));
		const newest = judgments.flatMap(([first]) => first ?? []);
		const unread = judgments.flat().filter(({ verdict }) => verdict === null);
		const name = (one: (typeof newest)[number]) =>
			one.error_class === null
				? (one.unscored_reason ?? '')
				: `${one.unscored_reason}: ${one.error_class}`;
		const row = run.state === 'done' ? (await server.untilOnBoard('odd', [id])).rows[0] : undefined;
		return {
			state: run.state,
			waitsFor: run.waits_for,
			held: run.hold?.cause ?? null,
			scored: progress.scored,
			open: progress.open,
			unscored: count(newest.filter(({ verdict }) => verdict === null).map(name)),
			score: row?.score?.value ?? null,
			calls: await judge.countCalls(),
			details: [...new Set(unread.flatMap(({ detail, text }) => detail ?? text ?? []))],
			flags: [...new Set(newest.flatMap(({ flags }) => flags))],
			reportedModels: run.reported_models,
			isEstimated: progress.tokens_estimated,
			attempts: count(unread.map(name)),
			promptTokens: progress.prompt_tokens,
			troubles: run.troubles,
		};
	} finally {
		await server.stop();
		await judge.stop();
	}
}

/** One line of the table of modes. */
export function describeMode(mode: string, played: PlayedMode): string {
	const unscored = Object.entries(played.unscored).map(([reason, times]) => `${times} ${reason}`);
	const score = played.score === null ? '—' : `${(100 * played.score).toFixed(1)} %`;
	return [
		mode.padEnd(19),
		`${played.calls} calls`.padEnd(10),
		`${played.scored} scored`.padEnd(10),
		score.padEnd(7),
		`${played.state}, ${played.open} open`.padEnd(16),
		(played.held ?? '').padEnd(16),
		unscored.join(', '),
		played.held === null ? (played.details[0] ?? '') : played.waitsFor,
	].join(' | ');
}

function count(names: readonly string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
	return counts;
}

function readRows<T extends object>(path: string): T[] {
	const lines = readFileSync(path, 'utf8').split('\n');
	return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
