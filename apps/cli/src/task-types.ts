import { readTaskTypes, type TaskTypeMapping } from '@codejoust/formats/questions/task-types';
import { readBytes } from './read-file.ts';
import { safeText } from './safe-text.ts';
import { UsageError } from './usage-error.ts';

/** CodeArena's mapping of task types to categories, from its JSON file. */
export async function readTaskTypesFile(path: string): Promise<TaskTypeMapping> {
	const read = readTaskTypes(parse(new TextDecoder().decode(await readBytes(path))));
	if (read.kind === 'read') return read.mapping;
	throw new UsageError(safeText(`${path} is not a mapping of task types. ${read.says}`));
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
