import type { JudgeComparison } from '@codejoust/arena/judge-quality/judge-comparison';
import type { StoredRow } from '@codejoust/board/board-numbers';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import { writeBoardLatex } from './board-latex.ts';
import { type FoundCascade, presentCascade } from './cascade.ts';
import { type FoundComparison, presentComparison } from './comparison.ts';
import { type FoundCriteria, presentCriteria } from './criteria.ts';
import { type ComparedJudges, presentJudgeComparison } from './judge-comparison.ts';
import { modelName } from '@codejoust/contract/model-name';
import type { RuleEffect } from '@codejoust/arena/board/rule-effects';
import { presentModelBrief } from './names.ts';
import { type FoundProfile, presentProfile } from './profile.ts';
import { presentRules } from './rule-words.ts';
import { presentLeaderboardRow } from './leaderboard-row.ts';
import {
	type BoardHead,
	type FoundBoard,
	type FoundHead,
	presentBoardHead,
	writeLeaderboard,
} from './leaderboard.ts';
import { type FoundJury, presentJury } from './jury.ts';
import { type FoundMatrix, presentMatrix } from './matrix.ts';
import { type FoundPublished, presentPublished } from './published-results.ts';
import { type FoundHistory, presentModelHistory } from './model-history.ts';
import { type NamedRow, presentStanding, type Standing } from './standing-words.ts';
import { type FoundWinFractions, presentWinFractions } from './win-fractions.ts';

/**
 * How the cache of boards writes what it keeps: as JSON, once for all who read it. The head of a board is no text, since its
 * ETag is a hash of it.
 */
export type BoardWriters = {
	readonly head: (found: FoundHead) => BoardHead;
	readonly row: (row: StoredRow, model: ModelBriefRow) => string;
	readonly standing: (rows: readonly NamedRow[]) => Standing;
	readonly rules: (found: FoundRules) => string;
	readonly latex: typeof writeBoardLatex;
	readonly leaderboard: (found: FoundBoard) => string;
	readonly jury: (found: FoundJury) => string;
	readonly cascade: (found: FoundCascade) => string;
	readonly matrix: (found: FoundMatrix) => string;
	readonly criteria: (found: FoundCriteria) => string;
	readonly published: (found: FoundPublished) => string;
	readonly comparison: (found: FoundComparison) => string;
	readonly winFractions: (found: FoundWinFractions) => string;
	readonly history: (found: FoundHistory) => string;
	readonly profile: (found: FoundProfile) => string;
	readonly judges: (computed: JudgeComparison, about: ComparedJudges) => string;
};

/** What every rule makes of a slice, and the difference in score that it finds. */
export type FoundRules = {
	readonly effects: readonly RuleEffect[];
	readonly findable: number | undefined;
	readonly models: ReadonlyMap<string, ModelBriefRow>;
};

export const boardWriters: BoardWriters = {
	head: presentBoardHead,
	row: (row, model) => JSON.stringify(presentLeaderboardRow(row, model)),
	standing: presentStanding,
	rules: ({ effects, findable, models }) =>
		JSON.stringify(
			presentRules(effects, findable, (id) => {
				const model = models.get(id);
				return model ? modelName(presentModelBrief(model)) : id;
			}),
		),
	latex: writeBoardLatex,
	leaderboard: writeLeaderboard,
	jury: (found) => JSON.stringify(presentJury(found)),
	cascade: (found) => JSON.stringify(presentCascade(found)),
	matrix: (found) => JSON.stringify(presentMatrix(found)),
	criteria: (found) => JSON.stringify(presentCriteria(found)),
	published: (found) => JSON.stringify(presentPublished(found)),
	comparison: (found) => JSON.stringify(presentComparison(found)),
	winFractions: (found) => JSON.stringify(presentWinFractions(found)),
	history: (found) => JSON.stringify(presentModelHistory(found)),
	profile: (found) => JSON.stringify(presentProfile(found)),
	judges: (computed, about) => JSON.stringify(presentJudgeComparison(computed, about)),
};
