import type { GameOrder } from '@codejoust/arena/rules/game';
import type { RecordedOrders } from '@codejoust/arena/rules/recorded-orders';
import type { newPairJudgments, PairJudgments } from '@codejoust/contract/schemas/pair-judgments';
import type { Database } from '@codejoust/db/connect';
import type { CheckSetRow } from '@codejoust/db/queries/judge-checks/judge-check-sets';
import { listJudgeChecks } from '@codejoust/db/queries/judge-checks/judge-checks';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { insertImport } from '@codejoust/db/queries/judgments/judgment-imports';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { lockSubmission } from '@codejoust/db/queries/runs/jury-runs';
import { lockRunOf } from '@codejoust/db/queries/runs/runs';
import type { ImportedFile } from '@codejoust/db/schema/judgment-imports';
import type { RecordedGame } from '@codejoust/formats/judgments/recorded-judgment';
import type { LabelledPair } from '@codejoust/formats/pairs/pair-format';
import type { RecordedDefinition } from '@codejoust/judge/protocol/recorded';
import type { z } from 'zod';
import type { Actor } from '../../actor.ts';
import { nameJudge } from '../../benchmark-name.ts';
import { newId } from '../../new-id.ts';
import type { ImportedSet } from '../../present/judge-check.ts';
import { findVersionOf, listAskedQuestions } from '../benchmarks/asked-benchmark.ts';
import { storeSet } from '../judge-checks/import-check-set.ts';
import { storeOrTakeBack } from './dry-run.ts';
import { recordRun } from './record-run.ts';
import { defineRecorded, refuseReread, releaseRecorded } from './recorded-judge.ts';
import { addFigures, NO_FIGURES } from './run-figures.ts';

export type PairJudgmentsToStore = {
	/** The set that has these pairs already. */
	readonly known: CheckSetRow | undefined;
	readonly metadata: z.output<typeof newPairJudgments>;
	readonly pairs: readonly LabelledPair[];
	readonly format: string;
	readonly files: readonly ImportedFile[];
	readonly judgedBy: string;
	readonly orders: RecordedOrders;
	readonly hasOtherLabels: boolean;
	/** By the id of the pair. */
	readonly games: ReadonlyMap<string, ReadonlyMap<GameOrder, RecordedGame>>;
	readonly by: Actor;
};

type Stored = Omit<PairJudgments, 'set' | 'dry_run' | 'files' | 'judged_by' | 'orders'> & {
	readonly set: ImportedSet;
};

/** Stores the set, the judge and its check, or nothing; the same again changes nothing. A dry run is taken back. */
export async function storePairJudgments(
	db: Database,
	given: PairJudgmentsToStore,
): Promise<Stored> {
	const isDryRun = given.metadata.dry_run;
	const stored = await storeOrTakeBack(db, isDryRun, (tx) => store(tx, given));
	return isDryRun ? { ...stored, check_id: null } : stored;
}

async function store(tx: Database, given: PairJudgmentsToStore): Promise<Stored> {
	const { known, metadata, pairs, format, by } = given;
	const set = known ?? (await storeSet(tx, { metadata: metadata.set, format, pairs, by }));
	// Of two imports for one set at once, the second finds what the first has stored.
	await lockSubmission(tx, set.submissionId);
	const definition = define(given);
	const { row: judge } = await releaseRecorded(tx, definition, metadata.judge);
	const key = { submissionId: set.submissionId, judgeVersionId: judge.id, replicate: 0 };
	const isThere = (await lockRunOf(tx, key)) !== undefined;
	const figures = isThere ? NO_FIGURES : await record(tx, given, { set, judge, definition });
	const scope = { setId: set.id, judgeVersionId: judge.id, replicate: 0, limit: 1 };
	const [check] = await listJudgeChecks(tx, scope);
	return {
		set: { set, isNew: !known, notes: [] },
		is_new: !isThere,
		judge: nameJudge(judge),
		check_id: check?.id ?? null,
		...figures,
		unscored: { ...figures.unscored },
	};
}

async function record(
	tx: Database,
	{ files, games, judgedBy, by }: PairJudgmentsToStore,
	{
		set,
		judge,
		definition,
	}: {
		readonly set: CheckSetRow;
		readonly judge: JudgeVersionRow;
		readonly definition: RecordedDefinition;
	},
) {
	const version = await findVersionOf(tx, set);
	const asked = { version, questions: await listAskedQuestions(tx, version.id) };
	const check = { id: newId('check'), setId: set.id, createdBy: by.actor };
	const { submissionId } = set;
	const figures = await recordRun(tx, asked, { judge, definition, submissionId, games, check });
	const sum = addFigures([figures]);
	await insertImport(tx, {
		judgeVersionId: judge.id,
		benchmarkVersionId: set.benchmarkVersionId,
		files,
		figures: sum,
		importedBy: by.actor,
	});
	await appendAudit(tx, {
		...by,
		action: 'judgments.import',
		subject: nameJudge(judge),
		after: { set: `${set.slug}@${set.version}`, check: check.id, ...sum },
		detail: { files, judged_by: judgedBy, decisions: definition.decisions },
	});
	return figures;
}

function define({ metadata, format, files, judgedBy, orders, ...given }: PairJudgmentsToStore) {
	const { decisions } = metadata;
	if (given.hasOtherLabels && decisions === 'reread') throw refuseReread(judgedBy);
	return defineRecorded({
		model: judgedBy,
		format,
		files: files.map(({ sha256 }) => sha256),
		orders,
		values: 'labels',
		decisions,
	});
}
