import type { z } from 'zod';
import { JUDGE_KINDS } from '../definition/definition-values.ts';
import { canonicalJson } from '../identity/canonical-json.ts';
import { contentHash } from '../identity/identity.ts';
import { anyDefinition, cascadeFields, findFieldFaults, juryFields } from './kinds.ts';
import { recordedFields } from './recorded.ts';

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

/** Judgments that somebody else had made; nothing is asked. */
export const recordedDefinitionSchema = recordedFields
	.superRefine((definition, context) => {
		for (const { field, reason } of findFieldFaults(definition))
			context.addIssue({ code: 'custom', path: [field], message: reason });
	})
	.readonly();

/** The same of two judges, the second of which is asked where the first one is not sure. */
export const cascadeDefinitionSchema = cascadeFields
	.superRefine((definition, context) => {
		for (const { field, reason } of findFieldFaults(definition))
			context.addIssue({ code: 'custom', path: field.split('.'), message: reason });
	})
	.readonly();

/** Of a judge that asks nothing itself: its members are asked. */
export type MemberedDefinition =
	z.infer<typeof juryDefinitionSchema> | z.infer<typeof cascadeDefinitionSchema>;

/** What a released judge version pins, of whatever kind. */
export type ReleasedDefinition =
	JudgeDefinition | MemberedDefinition | z.infer<typeof recordedDefinitionSchema>;

/** A stored definition of any kind. Throws where it is none. */
export function readDefinition(stored: Readonly<Record<string, unknown>>): ReleasedDefinition {
	const kind = JUDGE_KINDS.find((one) => one === stored['kind']);
	if (kind === 'jury') return juryDefinitionSchema.parse(stored);
	if (kind === 'cascade') return cascadeDefinitionSchema.parse(stored);
	if (kind === 'recorded') return recordedDefinitionSchema.parse(stored);
	return judgeDefinitionSchema.parse(stored);
}

/** SHA-256 (hex) of the definition's canonical JSON. */
export function hashDefinition(definition: ReleasedDefinition): string {
	return contentHash(canonicalJson(definition));
}
