import { findCriterion } from '../definition/criteria.ts';
import { usesReference } from '../prompt/reference-block.ts';
import { findPreference } from '../definition/preferences.ts';
import { isFloatingAlias, isReasoningModel } from './default-judges.ts';
import { makerOf } from '../definition/model-maker.ts';
import type { JudgeDefinition } from './definition.ts';
import type { CascadeDefinition, JuryDefinition } from './kinds.ts';

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
		...('fences' in definition && definition.fences === 'none'
			? [
					'The answers are sent without fences, as the template was published: an answer that writes the template’s own words may pass as the end of itself. Labels, role markers and the marks around answers are broken in them nevertheless. Everything that shows this judge says so.',
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

/** The same of a jury: what makes its votes alike, or its ties frequent. */
export function noteJury({ members, mode, recuse }: JuryDefinition): readonly string[] {
	const makers = members.map(({ definition: { model } }) => makerOf(model));
	const unknown = members.filter((_, at) => makers[at] === undefined);
	const kinds = new Set(members.map(({ definition: { kind } }) => kind));
	const isOneFamily = unknown.length === 0 && new Set(makers).size === 1;
	return [
		...(members.length % 2 === 0 && mode !== 'cyclic'
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

/** The same of a cascade: where its two judges judge by different things, or the first one decides less than it seems. */
export function noteCascade({ members, margin }: CascadeDefinition): readonly string[] {
	const [first, second] = members.map(({ definition }) => definition);
	const criteria = [first, second].map((one) =>
		one && one.kind !== 'rubric' ? one.criterion?.text : undefined,
	);
	const tie = first?.kind === 'token' ? first.tieWithin : 0;
	return [
		...(criteria[0] === criteria[1]
			? []
			: [
					'Its two judges judge by different criteria: a battle is judged by the one that is asked.',
				]),
		...(margin <= tie
			? [
					`The first judge calls a preference within ${tie} of one half a tie, and the margin is ${margin}: it decides ties that it is not sure of, and the second judge is asked about the closest battles alone.`,
				]
			: []),
	];
}
