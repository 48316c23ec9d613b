import type { SlopeSums } from '@codejoust/arena/outcomes/slope-sums';
import type { listBundleQuestions } from '@codejoust/db/queries/boards/bundles';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { StoredPreparation } from '@codejoust/db/schema/submissions';
import type { SnapshotRow } from '@codejoust/db/queries/boards/snapshots';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import {
	BUNDLE_FORMAT,
	type BundleHeader,
	type BundleLine,
} from '@codejoust/contract/schemas/bundle';
import { nameJudge } from '../benchmark-name.ts';
import { readMessages } from '../stored-messages.ts';
import { type BattleRow, type GameRow, presentBundleBattle } from './bundle-battle.ts';
import { presentModelBrief } from './names.ts';

type QuestionRow = Awaited<ReturnType<typeof listBundleQuestions>>[number];

type SnapshotPart = {
	readonly kind: 'snapshot';
	readonly snapshot: SnapshotRow;
	/** What the board took from other boards of the judge version. */
	readonly otherBoards: SlopeSums | undefined;
	readonly version: Omit<BenchmarkVersionRow, 'visibility' | 'retiredAt'>;
	readonly judge: JudgeVersionRow;
};
type EntrantPart = {
	readonly kind: 'entrant';
	readonly submissionId: string;
	readonly model: ModelBriefRow;
	/** Of its answers; empty where nothing was done. */
	readonly preparation: StoredPreparation;
	readonly battles: readonly BattleRow[];
	/** By question. */
	readonly games: ReadonlyMap<string, readonly GameRow[]>;
};

/** What a bundle has, in this order: its snapshot, its questions, each entrant, each slice. */
export type BundlePart =
	| SnapshotPart
	| { readonly kind: 'questions'; readonly rows: readonly QuestionRow[] }
	| EntrantPart
	| {
			readonly kind: 'slice';
			readonly name: string;
			readonly questions: number;
			readonly rows: unknown;
			/** Null on a snapshot of earlier rules. */
			readonly rules: unknown;
	  };

/** A bundle line by line: JSON, one object a line. */
export async function* writeBundle(parts: AsyncIterable<BundlePart>): AsyncGenerator<string> {
	let lines = 0;
	for await (const part of parts)
		for (const line of presentPart(part)) {
			lines++;
			yield `${JSON.stringify(line)}\n`;
		}
	yield `${JSON.stringify({ kind: 'end', lines } satisfies BundleLine)}\n`;
}

function presentPart(part: BundlePart): BundleLine[] {
	switch (part.kind) {
		case 'snapshot':
			return presentHead(part);
		case 'questions':
			return part.rows.map(presentQuestion);
		case 'entrant':
			return presentEntrant(part);
		case 'slice': {
			const { kind, name: slice, questions } = part;
			// Written by `publishBoard`.
			const rows = part.rows as Record<string, unknown>[];
			const rules = part.rules as Record<string, unknown> | null;
			return [{ kind, slice, questions, rows, ...(rules && { rules }) }];
		}
	}
}

function presentHead({ snapshot, otherBoards, version, judge }: SnapshotPart): BundleLine[] {
	return [
		{
			kind: 'bundle',
			format: BUNDLE_FORMAT,
			snapshot: {
				id: snapshot.id,
				created_at: snapshot.createdAt.toISOString(),
				rule: snapshot.rule,
				seed: snapshot.seed,
				code_version: snapshot.codeVersion,
				inputs_hash: snapshot.inputsHash,
				...(otherBoards && { other_boards: presentSlopes(otherBoards) }),
			},
			benchmark: {
				slug: version.slug,
				version: version.version,
				name: version.name,
				description: version.description,
				licence: version.licence,
				content_hash: version.contentHash,
				baseline: presentModelBrief(version.baseline),
			},
			judge: {
				name: nameJudge(judge),
				hash: judge.hash,
				is_rehearsal: judge.isRehearsal,
				definition: { ...judge.definition },
			},
		},
		{
			kind: 'licence',
			of: `${version.slug}@${version.version}`,
			covers: 'questions and baseline answers',
			licence: version.licence,
		},
	];
}

function presentSlopes(sums: SlopeSums): NonNullable<BundleHeader['snapshot']['other_boards']> {
	return {
		models: sums.models,
		weight: sums.weight,
		weight_squared: sums.weightSquared,
		slope: sums.slope,
		slope_squared: sums.slopeSquared,
		variance: sums.variance,
		variance_squared: sums.varianceSquared,
	};
}

function presentQuestion(row: QuestionRow): BundleLine {
	return {
		kind: 'question',
		question_id: row.key,
		category: row.category,
		subcategory: row.subcategory,
		languages: row.languages,
		difficulty: row.difficulty,
		content_hash: row.contentHash,
		baseline_hash: row.baselineHash,
		baseline_length: row.baselineLength,
		...(row.referenceHash === null ? {} : { reference_hash: row.referenceHash }),
		...(row.reference === null ? {} : { reference: row.reference }),
		...(row.messages === null ? {} : { messages: readMessages(row.messages) }),
		...(row.baseline === null ? {} : { baseline_answer: row.baseline }),
	};
}

function presentEntrant(entrant: EntrantPart): BundleLine[] {
	const { submissionId, model, preparation, battles, games } = entrant;
	const isPrepared = Object.keys(preparation).length > 0;
	return [
		{
			kind: 'model',
			submission_id: submissionId,
			model: presentModelBrief(model),
			...(isPrepared ? { preparation } : {}),
		},
		{ kind: 'licence', of: submissionId, covers: 'answers', licence: model.licence },
		...battles.map((battle) =>
			presentBundleBattle(submissionId, battle, games.get(battle.questionKey) ?? []),
		),
	];
}
