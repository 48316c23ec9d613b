import { findCriterion } from '../definition/criteria.ts';
import type { JudgeKind } from '../definition/definition-values.ts';
import { writeSlot } from '../prompt/template.ts';
import { CRITERION_PROMPTS } from './default-judges.ts';
import { textOf } from './text-of.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A definition as somebody wrote it, with what it leaves out: the fields of `base`, and the default prompts where it has a
 * criterion and neither names a place for it. A shipped criterion may be written as its name; null for the criterion
 * or for `prepare` removes that of `base`.
 */
export function completeDefinition(base: Fields | undefined, written: Fields): Fields {
	const { prepare, ...given }: Fields = {
		kind: 'pairwise' satisfies JudgeKind,
		...base,
		...written,
	};
	const { criterion, ...others } = given;
	const whole = prepare === undefined || prepare === null ? others : { ...others, prepare };
	if (criterion === undefined || criterion === null) return whole;
	const named = typeof criterion === 'string' ? findCriterion(criterion) : undefined;
	return {
		...whole,
		...(hasNoPrompts(whole, written) ? CRITERION_PROMPTS : {}),
		criterion: named ?? criterion,
	};
}

/** The default prompts name the labels as `labels@1` reads them. */
function hasNoPrompts(whole: Fields, written: Fields): boolean {
	const isWritten = 'systemPrompt' in written || 'userTemplate' in written;
	const hasSlot = textOf(whole, 'userTemplate')?.includes(writeSlot('criterion')) === true;
	return !isWritten && !hasSlot && textOf(whole, 'parser') === 'labels@1';
}
