import { isRehearsalModel } from '../definition/rehearsal-policies.ts';
import type { ReleasedDefinition } from './definition.ts';

/** The model that a judge version asks; of a jury or cascade those of its members, each once. */
export function describeModel(definition: ReleasedDefinition): string {
	if (!('members' in definition)) return definition.model;
	const models = definition.members.map(({ definition: { model } }) => model);
	return [...new Set(models)].sort().join(' + ');
}

/** Whether a heuristic of ours judges, and no language model; the members of a jury or cascade are of one sort. */
export function isRehearsal(definition: ReleasedDefinition): boolean {
	if (!('members' in definition)) return isRehearsalModel(definition.model);
	return definition.members.some((member) => isRehearsalModel(member.definition.model));
}
