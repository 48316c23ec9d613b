import { findJudgeVersion } from '@codejoust/db/queries/judges';
import { listFlips, type FlipRow, listTwiceJudged } from '@codejoust/db/queries/judge-comparison';
import type { ModelBriefRow } from '@codejoust/db/queries/model-brief';
import { parseJudgeName } from '../benchmark-name.ts';
import { presentQuestionStart } from '../present/benchmark.ts';
import { writeJudgeComparison } from '../present/judge-comparison-markdown.ts';
import { presentModelBrief } from '../present/names.ts';
import { withhold } from '../present/withhold.ts';
import { Refusal } from '../refusal.ts';
import type { FLIP_KINDS, JudgeComparison, JudgeFlip } from '../schemas/judge-comparison.ts';
import type { BoardAnswer } from './board-answer.ts';
import type { BoardDeps } from './board-shelf.ts';
import { findJudgeComparison } from './compare-judges.ts';
import { findVersion } from './find-version.ts';

export type NamedJudges = { readonly from: string; readonly to: string };

/** Two named judges on a benchmark, as JSON or as Markdown: it changes when the numbers do. */
export async function readJudgeComparison(
	deps: BoardDeps,
	benchmark: string,
	{ format, ...judges }: NamedJudges & { readonly format: 'json' | 'markdown' },
): Promise<BoardAnswer> {
	const { pair } = await findPair(deps, benchmark, judges);
	const { etag, body } = await findJudgeComparison(deps, pair);
	if (format === 'json') return { etag, body };
	// Written by this program in this shape.
	const read = async () => JSON.parse(await body()) as JudgeComparison;
	return { etag: `${etag}-md`, body: async () => writeJudgeComparison(await read()) };
}

/** A page of the battles whose outcome the second judge changed; `isKept` is asked whether texts are kept back. */
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
		readonly isKept: (visibility: string) => boolean;
	},
): Promise<{ items: JudgeFlip[]; next_cursor: string | null }> {
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
	const isPrivate = query.isKept(version.visibility);
	const models = new Map(all.map(({ submissionId, model }) => [submissionId, model]));
	return {
		items: shown.map((row) => presentFlip(row, models, isPrivate)),
		next_cursor: rows.length > query.limit ? (shown.at(-1)?.fromId ?? null) : null,
	};
}

async function findPair(deps: BoardDeps, benchmark: string, { from, to }: NamedJudges) {
	const version = await findVersion(deps.db, benchmark);
	const judges = { from: await findJudgeId(deps, from), to: await findJudgeId(deps, to) };
	if (judges.from === judges.to) {
		const reason = 'A judge is not compared with itself; name another one.';
		throw new Refusal('invalid-input', reason, [{ name: 'to', value: to, reason }]);
	}
	return { version, pair: { benchmarkVersionId: version.id, ...judges } };
}

async function findJudgeId({ db }: BoardDeps, name: string): Promise<number> {
	const judge = await findJudgeVersion(db, parseJudgeName(name));
	if (!judge) throw new Refusal('not-found', `There is no judge "${name}".`);
	return judge.id;
}

function presentFlip(
	row: FlipRow,
	models: ReadonlyMap<string, ModelBriefRow>,
	isPrivate: boolean,
): JudgeFlip {
	const model = models.get(row.submissionId);
	if (!model) throw new Error(`submission ${row.submissionId} vanished`);
	return {
		submission_id: row.submissionId,
		model: presentModelBrief(model),
		question_id: row.questionKey,
		question_start: presentQuestionStart(row.messages, isPrivate),
		question_withheld: withhold(row.messages, isPrivate).withheld,
		category: row.category,
		from: { battle_id: row.fromId, outcome: row.fromOutcome, margin: row.fromMargin },
		to: { battle_id: row.toId, outcome: row.toOutcome, margin: row.toMargin },
	};
}
