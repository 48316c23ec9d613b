import {
	countSetCategories,
	findCheckSet,
} from '@codejoust/db/queries/judge-checks/judge-check-sets';
import {
	findJudgeCheck,
	type JudgeCheckRow,
	listJudgeChecks,
} from '@codejoust/db/queries/judge-checks/judge-checks';
import { findJudgeVersion } from '@codejoust/db/queries/judges/judges';
import type { Place } from '@codejoust/db/queries/paging/newest-first';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import { parseBenchmarkName, parseJudgeName } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import type { FoundCheck } from '../../present/judge-check.ts';
import { Refusal } from '../../refusal.ts';
import { readRun } from '../runs/read-run.ts';

/** Numbers are everybody's; checks that have none yet are for operators. */
export async function readCheck(
	deps: ApiDeps,
	id: string,
	{ isOperator }: Viewer,
): Promise<FoundCheck> {
	const row = await findJudgeCheck(deps.db, id);
	if (!row || (!isOperator && !row.results))
		throw new Refusal('not-found', `There is no judge check "${id}".`);
	return describeCheck(deps, row);
}

/** A page of checks, newest first, and where to go on. An unknown name in the filter is refused. */
export async function readChecks(
	deps: ApiDeps,
	query: {
		readonly set?: string | undefined;
		readonly judge?: string | undefined;
		readonly viewer: Viewer;
		readonly before?: Place | undefined;
		readonly limit: number;
	},
): Promise<{ readonly items: readonly FoundCheck[]; readonly last: Place | undefined }> {
	const rows = await listJudgeChecks(deps.db, {
		setId: query.set === undefined ? undefined : await findSetId(deps, query.set),
		judgeVersionId: query.judge === undefined ? undefined : await findJudgeId(deps, query.judge),
		isMeasured: !query.viewer.isOperator,
		before: query.before,
		limit: query.limit + 1,
	});
	const shown = rows.slice(0, query.limit);
	return {
		items: await Promise.all(shown.map((row) => describeCheck(deps, row))),
		last: rows.length > query.limit ? shown.at(-1) : undefined,
	};
}

/** A set with what its categories hold. */
export async function readCheckSet({ db }: Pick<ApiDeps, 'db'>, name: string) {
	const set = await findCheckSet(db, parseBenchmarkName(name));
	if (!set) throw new Refusal('not-found', `There is no set of labelled pairs "${name}".`);
	return { set, categories: await countSetCategories(db, set.id) };
}

async function describeCheck(deps: ApiDeps, row: JudgeCheckRow): Promise<FoundCheck> {
	return { row, run: await readRun(deps, row.runId) };
}

async function findSetId({ db }: ApiDeps, name: string): Promise<number> {
	const set = await findCheckSet(db, parseBenchmarkName(name));
	if (!set) throw new Refusal('not-found', `There is no set of labelled pairs "${name}".`);
	return set.id;
}

async function findJudgeId({ db }: ApiDeps, name: string): Promise<number> {
	const judge = await findJudgeVersion(db, parseJudgeName(name));
	if (!judge) throw new Refusal('not-found', `There is no judge "${name}".`);
	return judge.id;
}
