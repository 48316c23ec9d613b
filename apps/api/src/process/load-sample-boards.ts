import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { newJudge } from '@codejoust/contract/schemas/judge-registry';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { ensureSetting, findSetting, storeSetting } from '@codejoust/db/queries/settings/settings';
import { listSubmissions } from '@codejoust/db/queries/submissions/submissions';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { releaseJudge } from '../use-cases/judges/release-judge.ts';
import { onJudgeReleased } from '../use-cases/rejudgings/rejudging-rules.ts';
import { createRun } from '../use-cases/runs/create-run.ts';
import { readSample } from './load-sample.ts';

/** Of a new database alone: the list of judges of a service in use does not grow by itself. */
const SETTING = 'sample-boards';
const BY = { actor: 'sample', requestId: null };
/** What anybody submits is judged before it. */
const PRIORITY = -100;

/** Before the sample is published: a database that has it keeps the boards that it has. */
export async function dueSampleBoards({ db }: Pick<ApiDeps, 'db'>, folder: URL): Promise<void> {
	const known = await findBenchmarkVersion(db, await readSample(folder));
	await ensureSetting(db, { name: SETTING, value: known ? 'none' : 'due' });
}

/**
 * Has the models of the sample judged by a rehearsal judge of each kind, once. It can be stopped or killed at any moment: the
 * next start goes on with what is missing.
 */
export async function loadSampleBoards(deps: ApiDeps, folder: URL): Promise<void> {
	const { db, stopping } = deps;
	if ((await findSetting(db, SETTING)) !== 'due') return;
	const text = await readFile(new URL('judges.json', folder), 'utf8');
	const submissions = await listSampleSubmissions(deps, folder);
	for (const asked of z.array(newJudge).parse(JSON.parse(text))) {
		const released = await releaseJudge(deps, asked, { by: BY, onReleased: onJudgeReleased });
		const judge = released.judge.row;
		if (judge.retiredAt !== null) continue;
		for (const submission of submissions) {
			if (stopping.aborted) return;
			await judgeOnce(deps, { submission, judge });
		}
	}
	await storeSetting(db, { name: SETTING, value: 'done' });
}

async function listSampleSubmissions({ db }: ApiDeps, folder: URL) {
	const { models, baseline, ...name } = await readSample(folder);
	const version = await findBenchmarkVersion(db, name);
	const others = models.filter(({ slug }) => slug !== baseline.model);
	const found = await Promise.all(
		others.map(({ slug }) =>
			listSubmissions(db, { benchmarkVersionId: version?.id, modelSlug: slug, limit: 1 }),
		),
	);
	return found.flat();
}

/** A start of before, or the jury that it is a member of, may have planned the run. */
async function judgeOnce(
	deps: ApiDeps,
	plan: Pick<Parameters<typeof createRun>[1], 'submission' | 'judge'>,
): Promise<void> {
	const run = { ...plan, replicate: 0, priority: PRIORITY, budgetMicroUsd: undefined, by: BY };
	try {
		await createRun(deps, run);
	} catch (error) {
		if (!(error instanceof Refusal && error.code === 'already-exists')) throw error;
	}
}
