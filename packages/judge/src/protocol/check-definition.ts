import { judgeDefinitionSchema, type ReleasedDefinition } from './definition.ts';
import { findForeignReferences } from '../prompt/reference-block.ts';
import { findForeignSlots } from '@codejoust/arena/text/foreign-slots';
import { describeRehearsalFault } from '../definition/rehearsal-policies.ts';
import { findFieldFaults } from './kinds.ts';
import { textOf } from './text-of.ts';

/** What is wrong with a definition, by the dotted path of the field; empty for the definition as a whole. */
export type DefinitionFault = { readonly path: string; readonly reason: string };

export type CheckedDefinition =
	| { readonly kind: 'valid'; readonly definition: ReleasedDefinition }
	| { readonly kind: 'faulty'; readonly faults: readonly DefinitionFault[] };

/** Reads a definition that somebody wrote, or tells everything that is wrong with it at once. */
export function checkDefinition(given: unknown): CheckedDefinition {
	const parsed = judgeDefinitionSchema.safeParse(given);
	const rehearsal = describeRehearsalFault(textOf(given, 'model') ?? '');
	const shape = parsed.success
		? []
		: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), reason: message }));
	// The schema looks at the texts only where every field has its type.
	const texts = findFieldFaults(given).map(({ field, reason }) => ({
		path: field,
		reason,
	}));
	// Not in the schema: a released definition stays readable.
	const foreign = (['systemPrompt', 'userTemplate'] as const).flatMap((path) =>
		describeForeign(textOf(given, path) ?? '').map((reason) => ({ path, reason })),
	);
	const faults = [
		...shape,
		...texts.filter(
			({ path, reason }) => !shape.some((one) => one.path === path && one.reason === reason),
		),
		...foreign,
		...(rehearsal === undefined ? [] : [{ path: 'model', reason: rehearsal }]),
	];
	return parsed.success && faults.length === 0
		? { kind: 'valid', definition: parsed.data }
		: { kind: 'faulty', faults };
}

/** Places of other programs that nothing fills here, and that the judge would read as they are; a sentence each. */
function describeForeign(prompt: string): readonly string[] {
	const references = findForeignReferences(prompt);
	const others = findForeignSlots(prompt).filter(
		(slot) => !references.some((reason) => reason.startsWith(`${slot} `)),
	);
	return [
		...references,
		...others.map(
			(slot) =>
				`${slot} is another program's place, which nothing fills here; write a slot of two braces, such as {{question}}, or remove it.`,
		),
	];
}
