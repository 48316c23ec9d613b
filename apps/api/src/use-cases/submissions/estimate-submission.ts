import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import { findPromptCharacters } from '@codejoust/db/queries/runs/estimate';
import { measureQueue } from '@codejoust/db/queries/runs/measure-queue';
import type { ApiDeps } from '../../deps.ts';
import type { EstimatedSubmission } from '../../present/submission-estimate.ts';
import { estimateGames } from '../runs/estimate-run.ts';
import { estimateAnswers } from './estimate-answers.ts';
import type { BoardDeps } from '../boards/board-cache.ts';
import { findFindable } from '../boards/find-findable.ts';
import { chooseJudge, refuseRetiredJudge } from '../judges/choose-judge.ts';

/** What judging so many answers, which are not empty, of so many characters would take at most; nothing of them is stored. */
export async function estimateSubmission(
	deps: Pick<ApiDeps, 'defaultJudge' | 'termsOf'> & BoardDeps,
	{
		version,
		answers,
		characters,
	}: {
		readonly version: BenchmarkVersionRow;
		readonly answers: number;
		readonly characters: number;
	},
): Promise<EstimatedSubmission> {
	const { db } = deps;
	const judge = await chooseJudge(db, deps, version);
	await refuseRetiredJudge(db, judge);
	const { question, baseline } = await findPromptCharacters(db, version.id);
	const terms = deps.termsOf(judge);
	const own = answers === 0 ? 0 : characters / answers;
	const { games, ...estimate } = await estimateAnswers(deps, judge, {
		version,
		answers,
		texts: { question, bothAnswers: baseline + own },
	});
	const waiting = await measureQueue(db);
	const before = await estimateGames(db, judge, {
		games: waiting.games,
		charactersPerGame: 0,
		terms,
	});
	return {
		version,
		judge,
		games,
		...estimate,
		queue: { ...waiting, seconds: before.seconds },
		findable: await findFindable(deps, { version, judgeVersionId: judge.id }),
	};
}
