import { findCriterion } from '../definition/criteria.ts';
import { isFloatingAlias, isReasoningModel } from './default-judges.ts';
import { makerOf } from '../definition/model-maker.ts';
import type { JudgeDefinition } from './definition.ts';
import type { JuryDefinition } from './kinds.ts';

/** What an operator should know of a valid definition before it is released; a sentence each. */
export function noteDefinition(definition: JudgeDefinition): readonly string[] {
	const { model, sampling, maxTokens, criterion } = definition;
	const shipped = criterion && findCriterion(criterion.name);
	const isReasoning = isReasoningModel(model);
	const hasSampling = sampling.temperature !== undefined || sampling.topP !== undefined;
	return [
		...(isFloatingAlias(model)
			? [
					`${model} is a floating alias: its provider may put another model behind it at any time. Name a dated snapshot where there is one.`,
				]
			: []),
		...(isReasoning && hasSampling
			? [`${model} is known to refuse temperature and topP; leave them out.`]
			: []),
		...(isReasoning && maxTokens.parameter === 'max_tokens'
			? [`${model} is known to refuse max_tokens; it takes max_completion_tokens.`]
			: []),
		...(shipped && shipped.text !== criterion.text
			? [
					`${shipped.name} is the name of a shipped criterion with another text: give this one a name of its own, so that readers do not mix them up.`,
				]
			: []),
	];
}

/** The same of a jury: what makes its votes alike, or its ties frequent. */
export function noteJury({ members, recuse }: JuryDefinition): readonly string[] {
	const makers = members.map(({ definition: { model } }) => makerOf(model));
	const unknown = members.filter((_, at) => makers[at] === undefined);
	const kinds = new Set(members.map(({ definition: { kind } }) => kind));
	const isOneFamily = unknown.length === 0 && new Set(makers).size === 1;
	return [
		...(members.length % 2 === 0
			? [
					`The jury has ${members.length} members: an even number of votes can be split in halves, which is a tie.`,
				]
			: []),
		...(isOneFamily
			? ['All members are of one family of models: their faults are likely to be the same.']
			: []),
		...(recuse === 'own-family' && unknown.length > 0
			? [
					`The family of ${unknown.map(({ definition: { model } }) => model).join(', ')} is not known, so that this member is never recused.`,
				]
			: []),
		...(kinds.size > 1 ? ['The members are judges of different kinds.'] : []),
	];
}
