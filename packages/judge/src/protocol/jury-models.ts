import { isRehearsalModel } from '../definition/rehearsal-policies.ts';
import type { ReleasedDefinition } from './definition.ts';

/** The model that a judge version asks; of a jury those of its members, each once. */
export function describeModel(definition: ReleasedDefinition): string {
	if (definition.kind !== 'jury') return definition.model;
	const models = definition.members.map(({ definition: { model } }) => model);
	return [...new Set(models)].sort().join(' + ');
}

/** Whether a heuristic of ours judges, and no language model; a jury has members of one sort. */
export function isRehearsal(definition: ReleasedDefinition): boolean {
	if (definition.kind !== 'jury') return isRehearsalModel(definition.model);
	return definition.members.some((member) => isRehearsalModel(member.definition.model));
}
