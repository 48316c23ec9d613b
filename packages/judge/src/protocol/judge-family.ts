import type { Criterion } from '../definition/criteria.ts';
import { canonicalJson } from '../identity/canonical-json.ts';
import { contentHash } from '../identity/identity.ts';
import { completeDefinition } from './complete-definition.ts';

/** Any criterion completes a definition in the same way. */
const ANY_CRITERION: Criterion = { name: 'any', text: 'any' };

/**
 * The family of a judge, as a hash: judges whose definitions are the same but for the criterion. A judge without a criterion is of
 * the family that it becomes when a criterion is added to its definition: the whole judgement beside the criteria.
 */
export function familyOf(definition: Readonly<Record<string, unknown>>): string {
	const completed =
		'criterion' in definition
			? definition
			: completeDefinition(definition, { criterion: ANY_CRITERION });
	const { criterion: _, ...family } = completed;
	return contentHash(canonicalJson(family));
}
