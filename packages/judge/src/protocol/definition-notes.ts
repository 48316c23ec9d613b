import { findCriterion } from '../definition/criteria.ts';
import { usesReference } from '../prompt/reference-block.ts';
import { findPreference } from '../definition/preferences.ts';
import { isFloatingAlias, isReasoningModel } from './default-judges.ts';
import type { JudgeDefinition } from './definition.ts';

/** Not "the reference" alone, which may be of anything. */
const REFERENCE_WORDS =
	/\b(?:reference|expected|golden|gold|ideal)[ -](?:answer|solution|response)s?\b/i;

/** What an operator should know of a valid definition before it is released; a sentence each. */
export function noteDefinition(definition: JudgeDefinition): readonly string[] {
	const { model, sampling, maxTokens } = definition;
	const isReasoning = isReasoningModel(model);
	const prompts = `${definition.systemPrompt}\n${definition.userTemplate}`;
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
		...(REFERENCE_WORDS.test(prompts) && !usesReference(definition.userTemplate)
			? [
					'The prompts speak of a reference answer, and the judge is shown none: the user template has no {{#reference}}{{reference}}{{/reference}}.',
				]
			: []),
		...namesakesOf(definition).map(
			(name) =>
				`${name} is the name of a shipped criterion with another text: give this one a name of its own, so that readers do not mix them up.`,
		),
	];
}

/** The criteria that have the name of a shipped one and another text. */
function namesakesOf(definition: JudgeDefinition): readonly string[] {
	const [criteria, find] =
		definition.kind === 'rubric'
			? ([definition.criteria, findPreference] as const)
			: ([definition.criterion ? [definition.criterion] : [], findCriterion] as const);
	return criteria.flatMap(({ name, text }) => {
		const shipped = find(name);
		return shipped && shipped.text !== text ? [name] : [];
	});
}
