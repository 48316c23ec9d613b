import type { z } from 'zod';
import type { JudgeKind } from '../definition/definition-values.ts';
import { canonicalJson } from '../identity/canonical-json.ts';
import { contentHash } from '../identity/identity.ts';
import { anyDefinition, findFieldFaults, juryFields } from './kinds.ts';

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

/** Of a judge that is asked. */
export type JudgeDefinition = z.infer<typeof judgeDefinitionSchema>;

/** The same of several judges that decide together; asked are its members. */
export const juryDefinitionSchema = juryFields
	.superRefine((definition, context) => {
		for (const { field, reason } of findFieldFaults(definition))
			context.addIssue({ code: 'custom', path: field.split('.'), message: reason });
	})
	.readonly();

/** What a released judge version pins, of whatever kind. */
export type ReleasedDefinition = JudgeDefinition | z.infer<typeof juryDefinitionSchema>;

/** A stored definition of any kind. Throws where it is none. */
export function readDefinition(stored: Readonly<Record<string, unknown>>): ReleasedDefinition {
	const isJury = stored['kind'] === ('jury' satisfies JudgeKind);
	return isJury ? juryDefinitionSchema.parse(stored) : judgeDefinitionSchema.parse(stored);
}

/** SHA-256 (hex) of the definition's canonical JSON. */
export function hashDefinition(definition: ReleasedDefinition): string {
	return contentHash(canonicalJson(definition));
}
