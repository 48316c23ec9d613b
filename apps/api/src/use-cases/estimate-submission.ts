import type { Database } from '@codejoust/db/connect';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks';
import { findPromptCharacters } from '@codejoust/db/queries/estimate';
import { measureQueue } from '@codejoust/db/queries/runs';
import type { ApiDeps } from '../deps.ts';
import { presentJudgeBrief } from '../present/names.ts';
import type { SubmissionEstimate } from '../schemas/submission-check.ts';
import { estimateGames } from './estimate-run.ts';
import { findJudgeFor, refuseRetiredJudge } from './judge-for.ts';

/** What judging so many answers, which are not empty, of so many characters would take at most; nothing of them is stored. */
export async function estimateSubmission(
	deps: Pick<ApiDeps, 'defaultJudge' | 'maxInFlight'>,
	db: Database,
	{
		version,
		answers,
		characters,
	}: {
		readonly version: BenchmarkVersionRow;
		readonly answers: number;
		readonly characters: number;
	},
): Promise<SubmissionEstimate> {
	const judge = await findJudgeFor(db, deps, version);
	await refuseRetiredJudge(db, judge);
	const others = await findPromptCharacters(db, version.id);
	const games = 2 * answers;
	const { maxInFlight } = deps;
	const own = answers === 0 ? 0 : characters / answers;
	const estimate = await estimateGames(db, judge, {
		games,
		charactersPerGame: others + own,
		maxInFlight,
	});
	const waiting = await measureQueue(db);
	const before = await estimateGames(db, judge, {
		games: waiting.games,
		charactersPerGame: 0,
		maxInFlight,
	});
	return {
		benchmark: `${version.slug}@${version.version}`,
		judge: presentJudgeBrief(judge),
		games,
		...estimate,
		queue: { ...waiting, seconds: before.seconds },
	};
}
