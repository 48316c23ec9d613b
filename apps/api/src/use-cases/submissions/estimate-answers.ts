import type { RunEstimate } from '@codejoust/contract/schemas/run-plan';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { nameJudge } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import { isJury } from '../../is-jury.ts';
import { refuseRecorded } from '../judges/refuse-unasked.ts';
import { addEstimates, type MemberEstimate } from '../runs/add-estimates.ts';
import { countAsked } from '../runs/count-asked.ts';
import { estimateGames } from '../runs/estimate-run.ts';
import { countReferenceCharacters } from '../runs/reference-characters.ts';
import { countShown } from '../runs/shown-characters.ts';
import { seatJury } from '../runs/seat-jury.ts';

type Answers = {
	readonly version: Pick<BenchmarkVersionRow, 'id'>;
	/** That are not empty. */
	readonly answers: number;
	/** Mean characters of what prompts show. */
	readonly texts: { readonly question: number; readonly bothAnswers: number };
};

/** What a judge is asked about so many answers when none of its judgments is known; of a jury what all its members are, or each of them of its part where they take turns. */
export async function estimateAnswers(
	deps: Pick<ApiDeps, 'db' | 'termsOf'>,
	judge: JudgeVersionRow,
	asked: Answers,
): Promise<Omit<RunEstimate, 'games_known' | 'games_to_ask' | 'members'>> {
	refuseRecorded(judge);
	if (!isJury(judge)) return estimateMember(deps, judge, asked);
	const parts: MemberEstimate[] = [];
	const { members, rotation } = await seatJury(deps.db, { judge, submissionId: undefined });
	const own = rotation ? { ...asked, answers: Math.round(asked.answers / members.length) } : asked;
	for (const member of members) {
		const estimate = await estimateMember(deps, member, own);
		parts.push({
			judge: nameJudge(member),
			endpoint: deps.termsOf(member).place.name,
			estimate: { ...estimate, games_known: 0, games_to_ask: estimate.games },
		});
	}
	const {
		games_known: _known,
		games_to_ask: _toAsk,
		members: _members,
		...sum
	} = addEstimates(parts);
	return sum;
}

async function estimateMember(
	{ db, termsOf }: Pick<ApiDeps, 'db' | 'termsOf'>,
	judge: JudgeVersionRow,
	{ version, answers, texts }: Answers,
) {
	const games = await countAsked(db, judge, { benchmarkVersionId: version.id, answers });
	const references = await countReferenceCharacters(db, judge, version.id);
	const charactersPerGame = countShown(judge, texts) + references;
	const terms = termsOf(judge);
	return { games, ...(await estimateGames(db, judge, { games, charactersPerGame, terms })) };
}
