import type { Database } from '@codejoust/db/connect';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { RunEstimate } from '@codejoust/contract/schemas/run-plan';
import { nameJudge } from '../../benchmark-name.ts';
import type { TermsOf } from '../../judge-terms.ts';
import { addEstimates, addSecond, type MemberEstimate } from './add-estimates.ts';
import { findAskedShare } from './asked-share.ts';
import type { BattleQuestion } from './plan-battles.ts';
import { type MemberShare, seatMembers, shareQuestions, takeTurns } from './seat-members.ts';

type Seated = { readonly judge: JudgeVersionRow };
type About = {
	readonly submissionIds: readonly string[];
	readonly termsOf: TermsOf;
};

/** What a jury or cascade takes, by what each of its members takes that judges the first of the submissions. */
export async function estimateSeats(
	db: Database,
	{
		judge,
		questions,
		...about
	}: Seated &
		About & { readonly questions: readonly Pick<BattleQuestion, 'key' | 'contentHash'>[] },
	estimateSeat: (share: MemberShare) => Promise<RunEstimate>,
): Promise<RunEstimate> {
	const [submissionId] = about.submissionIds;
	const seated = await seatMembers(db, { judge, submissionId });
	const members = shareQuestions(seated, { turns: takeTurns(seated, questions) });
	const later = seated.later && { ...seated.later, questions: undefined };
	return addMembers(db, { ...about, members, later }, estimateSeat);
}

/** What each member of a jury takes, one after the other, and all of them; of a cascade both judges. */
export async function addMembers<Part extends Seated>(
	db: Database,
	asked: About & {
		readonly members: readonly Part[];
		readonly later: (Part & { readonly margin: number }) | undefined;
	},
	estimatePart: (part: Part) => Promise<RunEstimate>,
): Promise<RunEstimate> {
	const { members, later, submissionIds, termsOf } = asked;
	const estimateOf = async (part: Part): Promise<MemberEstimate> => ({
		judge: nameJudge(part.judge),
		endpoint: termsOf(part.judge).place.name,
		estimate: await estimatePart(part),
	});
	const parts: MemberEstimate[] = [];
	for (const part of members) parts.push(await estimateOf(part));
	const [first] = parts;
	const [asks] = members;
	if (!later || !first || !asks) return addEstimates(parts);
	const share = await findAskedShare(db, {
		judgeVersionId: asks.judge.id,
		margin: later.margin,
		submissionIds,
	});
	return addSecond(first, await estimateOf(later), share);
}
