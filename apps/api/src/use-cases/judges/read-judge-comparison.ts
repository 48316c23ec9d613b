import { findJudgeVersion } from '@codejoust/db/queries/judges/judges';
import { listFlips, listTwiceJudged } from '@codejoust/db/queries/judges/judge-comparison';
import { parseJudgeName } from '../../benchmark-name.ts';
import type { FoundFlips } from '../../present/judge-flip.ts';
import { Refusal } from '../../refusal.ts';
import type { FLIP_KINDS } from '@codejoust/contract/schemas/judge-comparison';
import type { BoardAnswer } from '../boards/board-answer.ts';
import type { BoardDeps } from '../boards/board-cache.ts';
import { findJudgeComparison } from './compare-judges.ts';
import { findVersion } from '../../find-version.ts';

export type NamedJudges = { readonly from: string; readonly to: string };

/** Two named judges on a benchmark: it changes when the numbers do. */
export async function readJudgeComparison(
	deps: BoardDeps,
	benchmark: string,
	judges: NamedJudges,
): Promise<BoardAnswer> {
	const { pair } = await findPair(deps, benchmark, judges);
	return findJudgeComparison(deps, pair);
}

/** A page of the battles whose outcome the second judge changed. */
export async function listJudgeFlips(
	deps: BoardDeps,
	benchmark: string,
	query: NamedJudges & {
		readonly kind: (typeof FLIP_KINDS)[number];
		/** A model's slug or a submission's id. */
		readonly model?: string | undefined;
		readonly category?: string | undefined;
		readonly cursor?: string | undefined;
		readonly limit: number;
	},
): Promise<FoundFlips> {
	const { pair, version } = await findPair(deps, benchmark, query);
	const all = await listTwiceJudged(deps.db, pair);
	const runs = all.filter(
		({ submissionId, model }) =>
			query.model === undefined || query.model === submissionId || query.model === model.slug,
	);
	const rows = await listFlips(
		deps.db,
		{
			runs: runs.map(({ submissionId, fromRun, toRun }) => ({ submissionId, fromRun, toRun })),
			kind: query.kind,
			category: query.category,
		},
		{ after: Number(query.cursor ?? 0), limit: query.limit + 1 },
	);
	const shown = rows.slice(0, query.limit);
	const models = new Map(all.map(({ submissionId, model }) => [submissionId, model]));
	return {
		visibility: version.visibility,
		flips: shown.map((row) => {
			const model = models.get(row.submissionId);
			if (!model) throw new Error(`submission ${row.submissionId} vanished`);
			return { row, model };
		}),
		next: rows.length > query.limit ? shown.at(-1)?.fromId : undefined,
	};
}

async function findPair(deps: BoardDeps, benchmark: string, { from, to }: NamedJudges) {
	const version = await findVersion(deps.db, benchmark);
	const judges = { from: await findJudgeId(deps, from), to: await findJudgeId(deps, to) };
	if (judges.from === judges.to) {
		const reason = 'A judge cannot be compared with itself; name another one.';
		throw new Refusal('invalid-input', reason, [{ name: 'to', value: to, reason }]);
	}
	return { version, pair: { benchmarkVersionId: version.id, ...judges } };
}

async function findJudgeId({ db }: BoardDeps, name: string): Promise<number> {
	const judge = await findJudgeVersion(db, parseJudgeName(name));
	if (!judge) throw new Refusal('not-found', `There is no judge "${name}".`);
	return judge.id;
}
