import { sliceName } from '@codejoust/arena/outcomes/slices';
import type { Database } from '@codejoust/db/connect';
import { findBattlePlaces } from '@codejoust/db/queries/boards/battle-places';
import { findEntrants } from '@codejoust/db/queries/boards/boards';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { FindPlace } from '../../present/comparison.ts';
import { Refusal } from '../../refusal.ts';
import type { SliceQuery } from '@codejoust/contract/schemas/names';
import { readAskedSlice } from './asked-slice.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import type { BoardDeps } from './board-cache.ts';
import type { PairComparison as ComputedPair } from '@codejoust/board/compare-entrants';
import { findBoard, nameSnapshot } from './find-board.ts';
import { readSlice } from './read-slice.ts';
import { readInputs } from './snapshot-texts.ts';

const FEWEST = 2;
const MOST = 10;

/** Models of one board, pair by pair, over the questions that both have scored: a `Comparison`. */
export async function readComparison(
	deps: BoardDeps,
	benchmark: string,
	query: SliceQuery & { readonly judge?: string | undefined; readonly models: string },
): Promise<BoardAnswer> {
	const names = splitNames(query.models);
	const { loaded, benchmarkVisibility, board } = await findBoard(deps, benchmark, query.judge);
	const slice = readAskedSlice(query, loaded.choices);
	const snapshot = nameSnapshot(board);
	if (!snapshot) throw new Refusal('not-found', `Nothing has been judged on ${benchmark} yet.`);
	const { id: snapshotId } = snapshot;
	const overall = await readSlice(deps, snapshotId, {});
	const entrants = await findEntrants(
		deps.db,
		overall.map(({ id }) => id),
	);
	const ids = resolveNames(names, entrants);
	const key = [
		loaded.modelsRevision,
		snapshotId,
		JSON.stringify(benchmarkVisibility),
		sliceName(slice),
		...ids,
	].join(' ');
	const compare = async () => {
		const rows = new Map((await readSlice(deps, snapshotId, slice)).map((row) => [row.id, row]));
		// Of every model: a pair asked alone has the answer that the board's ranks give it.
		const pairs = await deps.boards.compute(`comparison ${key}`, async () => {
			const inputs = await readInputs(deps.db, snapshotId);
			return { kind: 'comparison', inputs, slice, ids } as const;
		});
		const findPlace = await locateBattles(deps.db, {
			judgeVersionId: board.judgeVersionId,
			ids,
			pairs,
		});
		const [anyRow] = rows.values();
		return deps.boards.write.comparison({
			version: { ...loaded.version, ...benchmarkVisibility },
			judge: board.judge,
			snapshot,
			slice,
			n: anyRow?.n ?? 0,
			entrants: ids.flatMap((id) => {
				const model = entrants.get(id);
				return model ? [{ id, model, row: rows.get(id) }] : [];
			}),
			pairs,
			findPlace,
		});
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
		if (id === undefined) throw refuse(name, `"${name}" is not on this board.`);
		if (others.length === 0) return id;
		const choice = [id, ...others].join(', ');
		throw refuse(
			name,
			`Several variants of "${name}" are on this board; name a submission: ${choice}.`,
		);
	});
	const twice = names.find((_, at) => ids.indexOf(ids[at] ?? '') < at);
	if (twice !== undefined) throw refuse(twice, `"${twice}" is named twice.`);
	return ids;
}

function refuse(value: string, reason: string): Refusal {
	return new Refusal('invalid-input', reason, [{ name: 'models', value, reason }]);
}
