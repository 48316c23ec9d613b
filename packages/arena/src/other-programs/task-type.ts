/** A question's place in the taxonomy. */
export type TaskCategory = { readonly category: string; readonly subcategory: string };

/** Task type to its (main, sub) pairs, as CodeArena's mapping file has them. */
export type TaskTypeMapping = Readonly<
	Record<string, readonly { readonly main: string; readonly sub: string }[]>
>;

/**
 * The category of a CodeArena task type: every hyphen becomes a space, letters are lowered, and the first pair of the
 * mapping wins. Undefined for a type that the mapping does not name.
 */
export function categoryOfTaskType(
	taskType: string,
	mapping: TaskTypeMapping,
): TaskCategory | undefined {
	const key = taskType.replaceAll('-', ' ').toLowerCase();
	const pair = Object.hasOwn(mapping, key) ? mapping[key]?.[0] : undefined;
	return pair && { category: pair.main, subcategory: pair.sub };
}
