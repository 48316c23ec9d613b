import type { RunEstimate } from '@codejoust/contract/schemas/run-plan';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { ApiDeps } from '../../deps.ts';
import { refuseRecorded } from '../judges/refuse-unasked.ts';
import { hasMembers } from '../../has-members.ts';
import { countAsked } from '../runs/count-asked.ts';
import { addMembers } from '../runs/estimate-members.ts';
import { estimateGames } from '../runs/estimate-run.ts';
import { countReferenceCharacters } from '../runs/reference-characters.ts';
import { countShown } from '../runs/shown-characters.ts';
import { seatMembers } from '../runs/seat-members.ts';

type Answers = {
	readonly version: Pick<BenchmarkVersionRow, 'id'>;
	/** That are not empty. */
	readonly answers: number;
	/** Mean characters of what prompts show. */
	readonly texts: { readonly question: number; readonly bothAnswers: number };
};

/**
 * What a judge is asked about so many answers when none of its judgments is known; of a jury what all its members are, or each of them of its part where they take turns;
 * of a cascade what both judges are.
 */
export async function estimateAnswers(
	deps: Pick<ApiDeps, 'db' | 'termsOf'>,
	judge: JudgeVersionRow,
	asked: Answers,
): Promise<Omit<RunEstimate, 'games_known' | 'games_to_ask' | 'members'>> {
	refuseRecorded(judge);
	if (!hasMembers(judge)) return estimateMember(deps, judge, asked);
	const { members, later, rotation } = await seatMembers(deps.db, {
		judge,
		submissionId: undefined,
	});
	const own = rotation ? { ...asked, answers: Math.round(asked.answers / members.length) } : asked;
	const about = {
		members: members.map((member) => ({ judge: member })),
		later,
		submissionIds: [],
		termsOf: deps.termsOf,
	};
	const {
		games_known: _known,
		games_to_ask: _toAsk,
		members: _members,
		...sum
	} = await addMembers(deps.db, about, async (member) => {
		const estimate = await estimateMember(deps, member.judge, own);
		return { ...estimate, games_known: 0, games_to_ask: estimate.games };
	});
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
