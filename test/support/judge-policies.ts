import { createHash } from 'node:crypto';
import { VERDICTS, type Verdict } from '@codejoust/arena/rules/verdict';

/** How the test judge decides: by the answers' lengths, by a hash of the prompt, or always the same. */
export type JudgePolicy = 'longer' | 'shorter' | 'hash' | { readonly fixed: Verdict };

/** The verdict of a policy on the text of a prompt's first user message. */
export function decideByPolicy(policy: JudgePolicy, prompt: string): Verdict {
	if (typeof policy === 'object') return policy.fixed;
	if (policy === 'hash') {
		const draw = createHash('sha256').update(prompt).digest().readUInt32BE(0);
		return VERDICTS[draw % VERDICTS.length] ?? 'A=B';
	}
	const difference = answerOf(prompt, 'A').length - answerOf(prompt, 'B').length;
	const lead = policy === 'longer' ? difference : -difference;
	return lead === 0 ? 'A=B' : lead > 0 ? 'A>B' : 'B>A';
}

/** An answer as the prompt shows it, fence lines included. Throws when its markers are not there exactly once. */
export function answerOf(prompt: string, assistant: 'A' | 'B'): string {
	const [, rest, ...moreStarts] = prompt.split(`<|The Start of Assistant ${assistant}'s Answer|>`);
	const [answer, end, ...moreEnds] =
		rest?.split(`<|The End of Assistant ${assistant}'s Answer|>`) ?? [];
	if (answer === undefined || end === undefined || moreStarts.length + moreEnds.length > 0) {
		throw new Error(`the prompt does not hold one answer of assistant ${assistant}`);
	}
	return answer.trim();
}
