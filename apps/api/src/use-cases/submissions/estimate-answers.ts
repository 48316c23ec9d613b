import type { RunEstimate } from '@codejoust/contract/schemas/run-plan';
import {
	type BenchmarkVersionRow,
	listQuestionOutlines,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { Database } from '@codejoust/db/connect';
import { readDefinition } from '@codejoust/judge/protocol/definition';
import { planOf } from '@codejoust/judge/protocol/kinds';
import { nameJudge } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import { isJury } from '../../is-jury.ts';
import { addEstimates, type MemberEstimate } from '../runs/add-estimates.ts';
import { estimateGames } from '../runs/estimate-run.ts';
import { seatJury } from '../runs/seat-jury.ts';

type Answers = {
	readonly version: Pick<BenchmarkVersionRow, 'id'>;
	/** That are not empty. */
	readonly answers: number;
	/** Of the question and both answers. */
	readonly charactersPerGame: number;
};

/** What a judge is asked about so many answers when none of its judgments is known; of a jury what all its members are. */
export async function estimateAnswers(
	deps: Pick<ApiDeps, 'db' | 'termsOf'>,
	judge: JudgeVersionRow,
	asked: Answers,
): Promise<Omit<RunEstimate, 'games_known' | 'games_to_ask' | 'members'>> {
	if (!isJury(judge)) return estimateMember(deps, judge, asked);
	const parts: MemberEstimate[] = [];
	for (const member of (await seatJury(deps.db, { judge, submissionId: undefined })).members) {
		const estimate = await estimateMember(deps, member, asked);
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
	{ version, answers, charactersPerGame }: Answers,
) {
	const games = Math.ceil(answers * (await countShots(db, judge, version)));
	const terms = termsOf(judge);
	return { games, ...(await estimateGames(db, judge, { games, charactersPerGame, terms })) };
}

/** With how many prompts a question of the version is asked, in the mean. */
async function countShots(
	db: Database,
	judge: JudgeVersionRow,
	version: Answers['version'],
): Promise<number> {
	const { shots } = planOf(readDefinition(judge.definition));
	const questions = await listQuestionOutlines(db, version.id);
	const all = questions.reduce((total, question) => total + shots(question).length, 0);
	return questions.length === 0 ? 0 : all / questions.length;
}
