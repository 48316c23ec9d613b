import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { judgeDefinitionSchema } from '@codejoust/judge/protocol/definition';
import { protocolOf } from '@codejoust/judge/protocol/kinds';

/** Mean characters of a battle's texts that a judge is shown in one prompt. */
export function countShown(
	judge: Pick<JudgeVersionRow, 'definition'>,
	texts: { readonly question: number; readonly bothAnswers: number },
): number {
	const { answersShown } = protocolOf(judgeDefinitionSchema.parse(judge.definition));
	return texts.question + (texts.bothAnswers * answersShown) / 2;
}
