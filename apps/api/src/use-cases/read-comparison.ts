import { sliceName } from '@codejoust/arena/slices';
import type { Database } from '@codejoust/db/connect';
import { findBattlePlaces } from '@codejoust/db/queries/battle-places';
import { findEntrants } from '@codejoust/db/queries/boards';
import type { ModelBriefRow } from '@codejoust/db/queries/model-brief';
import { findInputs } from '@codejoust/db/queries/snapshots';
import { presentBenchmarkBrief } from '../present/benchmark.ts';
import { type FindPlace, presentPair } from '../present/comparison.ts';
import { presentEstimate } from '../present/leaderboard-row.ts';
import { presentJudgeBrief, presentModelBrief } from '../present/names.ts';
import { Refusal } from '../refusal.ts';
import type { Comparison } from '../schemas/comparison.ts';
import type { SliceQuery } from '../schemas/names.ts';
import { presentSlice, readAskedSlice } from './asked-slice.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import type { BoardDeps } from './board-shelf.ts';
import type { PairComparison as ComputedPair } from './compare-entrants.ts';
import { findBoard } from './find-board.ts';
import { readSlice } from './read-slice.ts';

const FEWEST = 2;
const MOST = 10;

/** Models of one board, pair by pair, over the questions that both have scored: a `Comparison`. */
export async function readComparison(
	deps: BoardDeps,
	benchmark: string,
	query: SliceQuery & { readonly judge?: string | undefined; readonly models: string },
): Promise<BoardAnswer> {
	const names = splitNames(query.models);
	const { facts, standing, board } = await findBoard(deps, benchmark, query.judge);
	const slice = readAskedSlice(query, facts.choices);
	const { snapshotId, snapshotAt } = board;
	if (snapshotId === null || snapshotAt === null)
		throw new Refusal('not-found', `Nothing has been judged on ${benchmark} yet.`);
	const overall = await readSlice(deps, snapshotId, {});
	const entrants = await findEntrants(
		deps.db,
		overall.map(({ id }) => id),
	);
	const ids = resolveNames(names, entrants);
	const key = [snapshotId, JSON.stringify(standing), sliceName(slice), ...ids].join(' ');
	const compare = async () => {
		const rows = new Map((await readSlice(deps, snapshotId, slice)).map((row) => [row.id, row]));
		const inputs = await findInputs(deps.db, snapshotId, ids);
		if (inputs === undefined) throw new Error(`snapshot ${snapshotId} vanished`);
		const pairs = await deps.boards.thread.run({ kind: 'comparison', inputs, slice, ids });
		const findPlace = await locateBattles(deps.db, {
			judgeVersionId: board.judgeVersionId,
			ids,
			pairs,
		});
		const [anyRow] = rows.values();
		const comparison: Comparison = {
			benchmark: presentBenchmarkBrief({ ...facts.version, ...standing }),
			judge: presentJudgeBrief(board.judge),
			snapshot: { id: snapshotId, created_at: snapshotAt.toISOString() },
			slice: { ...presentSlice(slice), n: anyRow?.n ?? 0 },
			models: ids.flatMap((id) => {
				const model = entrants.get(id);
				if (!model) return [];
				const score = presentEstimate(rows.get(id)?.score);
				return [{ submission_id: id, model: presentModelBrief(model), score }];
			}),
			pairs: pairs.map((pair) => presentPair(pair, findPlace, standing.visibility === 'private')),
		};
		return JSON.stringify(comparison);
	};
	return { etag: hashState(key), body: () => deps.boards.comparisons.get(key, compare) };
}

/** Where the battles are on which some pair differs. */
async function locateBattles(
	db: Database,
	scope: {
		readonly judgeVersionId: number;
		readonly ids: readonly string[];
		readonly pairs: readonly ComputedPair[];
	},
): Promise<FindPlace> {
	const keys = scope.pairs.flatMap(({ questions }) => questions.map((one) => one.questionId));
	const places = await findBattlePlaces(db, {
		judgeVersionId: scope.judgeVersionId,
		submissionIds: scope.ids,
		questionKeys: [...new Set(keys)],
	});
	const nameOf = (submissionId: string, key: string) => JSON.stringify([submissionId, key]);
	const byName = new Map(
		places.map((place) => [nameOf(place.submissionId, place.questionKey), place]),
	);
	return (submissionId, key) => byName.get(nameOf(submissionId, key));
}

function splitNames(models: string): readonly string[] {
	const names = models.split(',').map((name) => name.trim());
	const twice = names.find((name, at) => names.indexOf(name) < at);
	if (twice !== undefined) throw refuse(twice, `"${twice}" is named twice.`);
	if (names.length >= FEWEST && names.length <= MOST) return names;
	throw refuse(models, `A comparison takes ${FEWEST} to ${MOST} models, not ${names.length}.`);
}

/** A name is a model's slug, or a submission's id where several variants of a model stand on the board. */
function resolveNames(
	names: readonly string[],
	entrants: ReadonlyMap<string, ModelBriefRow>,
): readonly string[] {
	const ids = names.map((name) => {
		if (entrants.has(name)) return name;
		const [id, ...others] = [...entrants]
			.filter(([, model]) => model.slug === name)
			.map(([submission]) => submission);
		if (id === undefined) throw refuse(name, `"${name}" does not stand on this board.`);
		if (others.length === 0) return id;
		const choice = [id, ...others].join(', ');
		throw refuse(name, `Several variants of "${name}" stand here; name a submission: ${choice}.`);
	});
	const twice = names.find((_, at) => ids.indexOf(ids[at] ?? '') < at);
	if (twice !== undefined) throw refuse(twice, `"${twice}" is named twice.`);
	return ids;
}

function refuse(value: string, reason: string): Refusal {
	return new Refusal('invalid-input', reason, [{ name: 'models', value, reason }]);
}
