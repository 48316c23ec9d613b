import { findCriterion } from '../definition/criteria.ts';
import { isFloatingAlias, isReasoningModel } from './default-judges.ts';
import type { JudgeDefinition } from './definition.ts';

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
