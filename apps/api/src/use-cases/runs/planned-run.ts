import type { ShownReferences } from '@codejoust/arena/rules/reference';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { RunVia } from '@codejoust/db/schema/runs';
import type { Turns } from '@codejoust/judge/protocol/rotation';
import type { BattleInput } from './plan-battles.ts';

/** A run as it was stored, with what its quota charge and its estimate are calculated from. */
export type PlannedRun = {
	readonly id: string;
	readonly submission: Pick<SubmissionRow, 'id' | 'benchmarkVersionId'>;
	readonly judge: JudgeVersionRow;
	readonly via: RunVia;
	/** Of all its games, those that are known among them. */
	readonly identities: readonly string[];
	/** Of a jury or cascade: the runs that ask what it needs; of a cascade that of its first judge. */
	readonly members: readonly PlannedMember[];
	/** Of a cascade: what its second judge is asked at most, where the first one is not sure. */
	readonly later?: LaterGames;
};

export type LaterGames = Pick<PlannedRun, 'submission' | 'judge' | 'via' | 'identities'> & {
	/** How far from one half the first judge's preference has to be. */
	readonly margin: number;
};

export type PlannedMember = PlannedRun & {
	/** Otherwise it was there before. */
	readonly isNew: boolean;
};

export type RunToPlan = {
	readonly submission: Pick<SubmissionRow, 'id' | 'benchmarkVersionId'>;
	readonly judge: JudgeVersionRow;
	readonly input: BattleInput;
	readonly replicate?: number;
	/** What `input` has in place of the references of the questions; these themselves unless told. */
	readonly shownReferences?: ShownReferences;
	readonly via?: RunVia;
	readonly priority?: number;
	readonly budgetMicroUsd?: number | undefined;
	/** Keys of the questions to judge; all of them where they are not named. */
	readonly questions?: ReadonlySet<string> | undefined;
	/** Of a jury whose members take turns. */
	readonly turns?: Turns | undefined;
	/** The run is a judge check’s, whose battles stand on no board. */
	readonly isCheck?: boolean;
};
