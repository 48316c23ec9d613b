import type { TaskTypeMapping } from '@codejoust/formats/questions/question-format';
import { readBytes } from './read-file.ts';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';

/** CodeArena's mapping of task types to categories, from its JSON file. */
export async function readTaskTypes(path: string): Promise<TaskTypeMapping> {
	const text = new TextDecoder().decode(await readBytes(path));
	const mapping = parse(text);
	if (isMapping(mapping)) return mapping;
	throw new UsageError(
		`${safeText(path)} is not a mapping of task types, which has the form {"code debugging": [{"main": "…", "sub": "…"}]}.`,
	);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function isMapping(value: unknown): value is TaskTypeMapping {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	return Object.values(value).every((pairs) => Array.isArray(pairs) && pairs.every(isPair));
}

function isPair(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (!('main' in value) || !('sub' in value)) return false;
	return typeof value.main === 'string' && typeof value.sub === 'string';
}
