import type { BattleChanges } from '@codejoust/contract/schemas/battle-list';
import { BATTLE_OUTCOMES } from '@codejoust/contract/schemas/closed-lists';
import type { ChangedBattle, countChanges } from '@codejoust/db/queries/boards/changed-battles';
import type { RunRow } from '@codejoust/db/queries/runs/runs';
import { nameBenchmark } from '../benchmark-name.ts';
import { presentQuestionStart } from './benchmark.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';

/** What changed from one run to another. */
export type FoundChanges = {
	/** Of the benchmark version. */
	readonly visibility: string;
	readonly from: RunRow;
	readonly to: RunRow;
	readonly counts: Awaited<ReturnType<typeof countChanges>>;
	readonly rows: readonly ChangedBattle[];
	/** The position of the last question shown; undefined at the end. */
	readonly next: number | undefined;
};

/** Questions of a private benchmark without their beginnings. */
export function presentChanges(found: FoundChanges, isPrivate: boolean): BattleChanges {
	const outcomes = found.counts.map(({ from, to, battles }) => ({
		from: asOutcome(from),
		to: asOutcome(to),
		battles,
	}));
	const sum = (of: typeof outcomes) => of.reduce((all, { battles }) => all + battles, 0);
	return {
		benchmark: nameBenchmark(found.from),
		from: presentRun(found.from),
		to: presentRun(found.to),
		shared: sum(outcomes),
		changed: sum(outcomes.filter(({ from, to }) => from !== to)),
		outcomes,
		items: found.rows.map((row) => ({
			question_id: row.questionKey,
			category: row.category,
			subcategory: row.subcategory,
			question_start: presentQuestionStart(row.messages, isPrivate),
			from: presentSide(row.from),
			to: presentSide(row.to),
		})),
		next_cursor: found.next === undefined ? null : String(found.next),
	};
}

function presentRun({ run, model, judge }: RunRow): BattleChanges['from'] {
	return {
		id: run.id,
		submission_id: run.submissionId,
		model: presentModelBrief(model),
		judge: presentJudgeBrief(judge),
		replicate: run.replicate,
	};
}

function presentSide({ id, outcome, margin, reasons }: ChangedBattle['from']) {
	return {
		battle_id: String(id),
		outcome: outcome ?? ('open' as const),
		margin,
		unscored_reasons: [...reasons],
	};
}

function asOutcome(stored: string) {
	return BATTLE_OUTCOMES.find((outcome) => outcome === stored) ?? 'open';
}
