import { listSlices, sliceName } from '@codejoust/arena/slices';
import type { Database } from '@codejoust/db/connect';
import { findBenchmarkStanding } from '@codejoust/db/queries/benchmark-standing';
import { findEntrants } from '@codejoust/db/queries/boards';
import {
	listBundleBattles,
	listBundleGames,
	listBundleQuestions,
} from '@codejoust/db/queries/bundles';
import { findJudgeVersionById } from '@codejoust/db/queries/judges';
import { findSlices, type SnapshotRow } from '@codejoust/db/queries/snapshots';
import { readMessages } from '../present/benchmark.ts';
import { presentBundleBattle } from '../present/bundle.ts';
import { presentJudgeBrief, presentModelBrief } from '../present/names.ts';
import { BUNDLE_FORMAT, type BundleLine } from '../schemas/bundle.ts';
import { type BenchmarkFacts, type BoardDeps, readFacts } from './board-shelf.ts';
import { readStoredSlices } from './read-slice.ts';

type BundleScope = { readonly snapshot: SnapshotRow; readonly hasTexts: boolean };

/**
 * A snapshot with everything that it was computed from, line by line: JSON, one object a line. A model at a time is held
 * in memory.
 */
export async function* writeBundle(deps: BoardDeps, scope: BundleScope): AsyncGenerator<string> {
	let lines = 0;
	for await (const line of listLines(deps, scope)) {
		lines++;
		yield `${JSON.stringify(line)}\n`;
	}
	yield `${JSON.stringify({ kind: 'end', lines } satisfies BundleLine)}\n`;
}

async function* listLines(deps: BoardDeps, scope: BundleScope): AsyncGenerator<BundleLine> {
	const { db } = deps;
	const { snapshot } = scope;
	const facts = await readFacts(deps, snapshot.benchmarkVersionId);
	yield await describeSnapshot(db, snapshot, facts);
	yield {
		kind: 'licence',
		of: `${facts.version.slug}@${facts.version.version}`,
		covers: 'questions and baseline answers',
		licence: facts.version.licence,
	};
	yield* await describeQuestions(db, facts, scope.hasTexts);
	const overall = sliceName({});
	const rows = (await readStoredSlices(db, snapshot.id, [overall])).get(overall) ?? [];
	const ids = rows.map(({ id }) => id);
	const entrants = await findEntrants(db, ids);
	for (const id of ids) {
		const model = entrants.get(id);
		if (!model) throw new Error(`submission ${id} vanished`);
		yield { kind: 'model', submission_id: id, model: presentModelBrief(model) };
		yield { kind: 'licence', of: id, covers: 'answers', licence: model.licence };
		yield* await describeBattles(db, id, scope);
	}
	const names = listSlices(facts.questions).map(sliceName);
	const slices = await findSlices(db, snapshot.id, names);
	for (const name of names) {
		const stored = slices.get(name);
		if (!stored) throw new Error(`snapshot ${snapshot.id} lacks its slice ${name}`);
		yield {
			kind: 'slice',
			slice: name,
			questions: stored.questions,
			// Written by `publishBoard`.
			rows: stored.rows as Record<string, unknown>[],
		};
	}
}

async function describeSnapshot(
	db: Database,
	snapshot: SnapshotRow,
	{ version }: BenchmarkFacts,
): Promise<BundleLine> {
	const { name } = await findBenchmarkStanding(db, snapshot.benchmarkVersionId);
	const judge = await findJudgeVersionById(db, snapshot.judgeVersionId);
	if (!judge) throw new Error(`judge version ${snapshot.judgeVersionId} vanished`);
	return {
		kind: 'bundle',
		format: BUNDLE_FORMAT,
		snapshot: {
			id: snapshot.id,
			created_at: snapshot.createdAt.toISOString(),
			rule: snapshot.rule,
			seed: snapshot.seed,
			code_version: snapshot.codeVersion,
			inputs_hash: snapshot.inputsHash,
		},
		benchmark: {
			slug: version.slug,
			version: version.version,
			name,
			description: version.description,
			licence: version.licence,
			content_hash: version.contentHash,
			baseline: presentModelBrief(version.baseline),
		},
		judge: {
			name: presentJudgeBrief(judge).name,
			hash: judge.hash,
			is_rehearsal: judge.isRehearsal,
			definition: { ...judge.definition },
		},
	};
}

async function describeQuestions(
	db: Database,
	{ version }: BenchmarkFacts,
	hasTexts: boolean,
): Promise<BundleLine[]> {
	const rows = await listBundleQuestions(db, { baselineId: version.baselineId, hasTexts });
	return rows.map((row) => ({
		kind: 'question',
		question_id: row.key,
		category: row.category,
		subcategory: row.subcategory,
		languages: row.languages,
		difficulty: row.difficulty,
		content_hash: row.contentHash,
		baseline_hash: row.baselineHash,
		baseline_length: row.baselineLength,
		...(row.messages === null ? {} : { messages: readMessages(row.messages) }),
		...(row.baseline === null ? {} : { baseline_answer: row.baseline }),
	}));
}

async function describeBattles(
	db: Database,
	submissionId: string,
	{ snapshot, hasTexts }: BundleScope,
): Promise<BundleLine[]> {
	const { judgeVersionId, createdAt: until } = snapshot;
	const scope = { submissionId, judgeVersionId, hasTexts };
	const rows = await listBundleGames(db, { ...scope, until });
	const games = Map.groupBy(rows, ({ questionKey }) => questionKey);
	const battles = await listBundleBattles(db, scope);
	return battles.map((battle) =>
		presentBundleBattle(submissionId, battle, games.get(battle.questionKey) ?? []),
	);
}
