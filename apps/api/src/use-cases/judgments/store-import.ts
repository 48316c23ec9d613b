import { hasOtherLabels } from '@codejoust/formats/file-formats';
import type { RecordedOrders } from '@codejoust/arena/rules/recorded-orders';
import type { ImportMetadata, JudgmentImport } from '@codejoust/contract/schemas/judgment-import';
import type { Database } from '@codejoust/db/connect';
import { insertImport } from '@codejoust/db/queries/judgments/judgment-imports';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { lockRunOf } from '@codejoust/db/queries/runs/runs';
import { lockSubmission } from '@codejoust/db/queries/runs/jury-runs';
import type { ImportedFile } from '@codejoust/db/schema/judgment-imports';
import type { JudgmentFormat } from '@codejoust/formats/judgments/judgment-format';
import type { Actor } from '../../actor.ts';
import { nameJudge } from '../../benchmark-name.ts';
import { Refusal } from '../../refusal.ts';
import { slugOf } from '../../slug-of.ts';
import type { AskedBenchmark } from '../benchmarks/asked-benchmark.ts';
import type { Contestant } from './contestants.ts';
import { findAnswers, type FoundAnswers } from './find-answers.ts';
import type { OrientedJudgment } from './orient-judgments.ts';
import { recordRun } from './record-run.ts';
import { defineRecorded, refuseReread, releaseRecorded } from './recorded-judge.ts';
import { addFigures, NO_FIGURES, type RunFigures } from './run-figures.ts';
import { storeContestant } from './store-contestant.ts';
import { storeOrTakeBack } from './dry-run.ts';

export type ImportToStore = {
	readonly asked: AskedBenchmark;
	readonly rows: readonly OrientedJudgment[];
	readonly contestants: readonly Contestant[];
	readonly files: readonly ImportedFile[];
	readonly format: JudgmentFormat;
	readonly orders: RecordedOrders;
	readonly metadata: ImportMetadata;
	readonly by: Actor;
};

type Stored = Pick<JudgmentImport, 'judges' | 'is_new'>;
type Answered = Extract<FoundAnswers, { readonly kind: 'submitted' | 'imported' | 'unknown' }>;
type Entrant = {
	readonly contestant: Contestant;
	readonly submissionId: string;
	readonly answers: Answered['kind'];
};

/** Stores all of an import or nothing. A dry run does the same, and takes it back. */
export async function storeImport(db: Database, given: ImportToStore): Promise<Stored> {
	const { dry_run: isDryRun } = given.metadata;
	const stored = await storeOrTakeBack(db, isDryRun, (tx) => store(tx, given));
	return isDryRun ? hideIds(stored) : stored;
}

/** Submissions of a dry run do not stay. */
function hideIds({ judges, is_new }: Stored): Stored {
	const hidden = judges.map((judge) => ({
		...judge,
		models: judge.models.map((model) =>
			model.answers === 'submitted' ? model : { ...model, submission_id: null },
		),
	}));
	return { is_new, judges: hidden };
}

async function store(tx: Database, given: ImportToStore): Promise<Stored> {
	// Of two imports for one benchmark at once, the second finds what the first has stored.
	await lockSubmission(tx, given.asked.version.baselineId);
	const entrants = await storeContestants(tx, given);
	const byJudge = Map.groupBy(given.rows, ({ judge }) => judge);
	const judges: Stored['judges'] = [];
	for (const [judgedBy, rows] of [...byJudge].sort(([a], [b]) => (a < b ? -1 : 1)))
		judges.push(await storeJudge(tx, given, { judgedBy, rows, entrants }));
	return { judges, is_new: judges.some(({ models }) => models.some((model) => model.is_new)) };
}

async function storeContestants(
	tx: Database,
	{ asked, contestants, metadata, by }: ImportToStore,
): Promise<ReadonlyMap<string, Entrant>> {
	const mayBeUnknown = metadata.answers === 'unknown';
	const found: (readonly [Contestant, FoundAnswers])[] = [];
	for (const contestant of contestants)
		found.push([
			contestant,
			await findAnswers(tx, contestant, { version: asked.version, mayBeUnknown }),
		]);
	refuseUnknown(found);
	const entrants = new Map<string, Entrant>();
	for (const [contestant, answers] of found) {
		if (answers.kind === 'refused') continue;
		const submissionId =
			answers.kind === 'submitted'
				? answers.submissionId
				: await storeContestant(tx, contestant, {
						asked,
						found: answers,
						isPrivate: metadata.visibility === 'private',
						by,
					});
		entrants.set(contestant.slug, { contestant, submissionId, answers: answers.kind });
	}
	return entrants;
}

function refuseUnknown(found: readonly (readonly [Contestant, FoundAnswers])[]): void {
	const refused = found.flatMap(([{ name }, answers]) =>
		answers.kind === 'refused' ? [{ name: 'model', value: name, reason: answers.says }] : [],
	);
	const [first] = refused;
	if (!first) return;
	throw new Refusal(
		'invalid-input',
		`The answers of ${refused.length} of ${found.length} models are missing; nothing was stored. ${first.reason}`,
		refused,
	);
}

async function storeJudge(
	tx: Database,
	given: ImportToStore,
	{
		judgedBy,
		rows,
		entrants,
	}: {
		readonly judgedBy: string;
		readonly rows: readonly OrientedJudgment[];
		readonly entrants: ReadonlyMap<string, Entrant>;
	},
): Promise<Stored['judges'][number]> {
	const { files, asked, orders, by } = given;
	const definition = defineImported(given, judgedBy);
	const { row: judge, isNew } = await releaseRecorded(tx, definition, given.metadata.judge);
	const models: Stored['judges'][number]['models'] = [];
	const all: RunFigures[] = [];
	for (const [slug, own] of Map.groupBy(rows, ({ model }) => slugOf(model))) {
		const entrant = entrants.get(slug);
		if (!entrant) throw new Error(`the model ${slug} was not stored`);
		const { submissionId, contestant, answers } = entrant;
		const key = { submissionId, judgeVersionId: judge.id, replicate: 0 };
		const there = await lockRunOf(tx, key);
		const games = new Map(own.map((one) => [one.question, one.games]));
		const run = { judge, definition, submissionId, games };
		const figures = there ? NO_FIGURES : await recordRun(tx, asked, run);
		all.push(figures);
		models.push({
			model: slug,
			submission_id: submissionId,
			answers,
			is_new: !there,
			answered: contestant.answers.size,
			...figures,
			unscored: { ...figures.unscored },
		});
	}
	const benchmarkVersionId = asked.version.id;
	const figures = addFigures(all);
	const isFirst = await insertImport(tx, {
		judgeVersionId: judge.id,
		benchmarkVersionId,
		files,
		figures,
		importedBy: by.actor,
	});
	const name = nameJudge(judge);
	if (isFirst)
		await appendAudit(tx, {
			...by,
			action: 'judgments.import',
			subject: name,
			after: { benchmark: `${asked.version.slug}@${asked.version.version}`, ...figures },
			detail: { files, judged_by: judgedBy, decisions: definition.decisions },
		});
	return {
		judge: name,
		is_new: isNew,
		judged_by: judgedBy,
		orders,
		models: models.toSorted((a, b) => (a.model < b.model ? -1 : 1)),
	};
}

function defineImported({ files, format, orders, metadata }: ImportToStore, judgedBy: string) {
	const { map = {}, tie_within: tieWithin, decisions } = metadata;
	if (format.values === 'preferences' && decisions === 'reread')
		throw new Refusal(
			'invalid-input',
			'These judgments are preferences, which are no words that could be read again: leave decisions out.',
		);
	if (hasOtherLabels(format.name) && decisions === 'reread') throw refuseReread(format.words);
	return defineRecorded({
		model: judgedBy,
		format: format.name,
		files: files.map(({ sha256 }) => sha256),
		...(Object.keys(map).length === 0 ? {} : { map }),
		orders,
		values: format.values,
		...(format.values === 'preferences' ? { tieWithin } : {}),
		decisions,
	});
}
