import type { z } from 'zod';
import { canonicalJson } from '../identity/canonical-json.ts';
import { contentHash } from '../identity/identity.ts';
import { anyDefinition, findFieldFaults } from './kinds.ts';

/**
 * A judge: everything that decides what it is asked and how its reply is read, and nothing about where it runs.
 * Immutable; another value is another judge version.
 */
export const judgeDefinitionSchema = anyDefinition
	.superRefine((definition, context) => {
		for (const { field, reason } of findFieldFaults(definition))
			context.addIssue({ code: 'custom', path: [field], message: reason });
	})
	.readonly();

export type JudgeDefinition = z.infer<typeof judgeDefinitionSchema>;

/** SHA-256 (hex) of the definition's canonical JSON. */
export function hashDefinition(definition: JudgeDefinition): string {
	return contentHash(canonicalJson(definition));
}
