import { listSlices, sliceName } from '@codejoust/arena/outcomes/slices';
import type { Database } from '@codejoust/db/connect';
import { findBenchmarkVisibility } from '@codejoust/db/queries/benchmarks/benchmark-visibility';
import { findPreparations } from '@codejoust/db/queries/submissions/submissions';
import { findEntrants } from '@codejoust/db/queries/boards/boards';
import {
	listBundleBattles,
	listBundleGames,
	listBundleQuestions,
} from '@codejoust/db/queries/boards/bundles';
import { findJudgeVersionById, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { type SnapshotRow } from '@codejoust/db/queries/boards/snapshots';
import { readDefinition } from '@codejoust/judge/protocol/definition';
import { planOf } from '@codejoust/judge/protocol/kinds';
import type { BundlePart } from '../../present/bundle.ts';
import { type LoadedBenchmark, type BoardDeps, loadBenchmark } from './board-cache.ts';
import { readStoredSlices } from './read-slice.ts';
import { readOtherBoards, readSlices } from './snapshot-texts.ts';

type BundleScope = { readonly snapshot: SnapshotRow; readonly hasTexts: boolean };

/** A snapshot with everything that it was computed from, part by part. A model at a time is held in memory. */
export async function* readBundle(deps: BoardDeps, scope: BundleScope): AsyncGenerator<BundlePart> {
	const { db } = deps;
	const { snapshot, hasTexts } = scope;
	const loaded = await loadBenchmark(deps, snapshot.benchmarkVersionId);
	const head = await readHead(db, snapshot, loaded);
	yield head;
	const { baselineId } = loaded.version;
	const hasReferences = usesReference(head.judge);
	const questions = { baselineId, hasTexts, hasReferences };
	yield { kind: 'questions', rows: await listBundleQuestions(db, questions) };
	yield* readEntrants(db, scope);
	yield* readSliceParts(db, snapshot, loaded);
}

function usesReference({ definition }: JudgeVersionRow): boolean {
	return planOf(readDefinition(definition)).usesReference;
}

async function readHead(
	db: Database,
	snapshot: SnapshotRow,
	{ version }: LoadedBenchmark,
): Promise<BundlePart & { kind: 'snapshot' }> {
	const { name } = await findBenchmarkVisibility(db, snapshot.benchmarkVersionId);
	const judge = await findJudgeVersionById(db, snapshot.judgeVersionId);
	if (!judge) throw new Error(`judge version ${snapshot.judgeVersionId} vanished`);
	const otherBoards = await readOtherBoards(db, snapshot.id);
	return { kind: 'snapshot', snapshot, otherBoards, version: { ...version, name }, judge };
}

async function* readEntrants(
	db: Database,
	{ snapshot, hasTexts }: BundleScope,
): AsyncGenerator<BundlePart> {
	const overall = sliceName({});
	const rows = (await readStoredSlices(db, snapshot.id, [overall])).get(overall) ?? [];
	const ids = rows.map(({ id }) => id);
	const entrants = await findEntrants(db, ids);
	const preparations = await findPreparations(db, ids);
	const { judgeVersionId, createdAt: until } = snapshot;
	for (const submissionId of ids) {
		const model = entrants.get(submissionId);
		if (!model) throw new Error(`submission ${submissionId} vanished`);
		const scope = { submissionId, judgeVersionId, hasTexts };
		const games = await listBundleGames(db, { ...scope, until });
		yield {
			kind: 'entrant',
			submissionId,
			model,
			preparation: preparations.get(submissionId) ?? {},
			battles: await listBundleBattles(db, scope),
			games: Map.groupBy(games, ({ questionKey }) => questionKey),
		};
	}
}

async function* readSliceParts(
	db: Database,
	snapshot: SnapshotRow,
	{ questions }: LoadedBenchmark,
): AsyncGenerator<BundlePart> {
	const names = listSlices(questions).map(sliceName);
	const slices = await readSlices(db, snapshot.id, names);
	for (const name of names) {
		const stored = slices.get(name);
		if (!stored) throw new Error(`snapshot ${snapshot.id} lacks its slice ${name}`);
		yield { kind: 'slice', name, ...stored };
	}
}
