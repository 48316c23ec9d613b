import { listNames, quoteValue } from '@codejoust/arena/text/printable';
import type { Warning } from '../checks/warnings.ts';

/**
 * The warning about rows that name another model than the one that they are submitted for. Publishers' prefixes, letter case and
 * punctuation make no difference, and neither does a date or a size behind the name.
 */
export function otherModelWarning(
	model: string | undefined,
	named: readonly string[],
): Warning | undefined {
	if (model === undefined) return undefined;
	const others = named.filter((name) => !isSame(bareName(name), bareName(model)));
	if (others.length === 0) return undefined;
	const message = `The rows name the model ${listNames(others.map(quoteValue))}, and the answers are submitted as those of ${quoteValue(model)}. Is it the right file?`;
	return { code: 'other-model', message };
}

/** Whether two names are those of one model, whatever their letter case, punctuation and publisher's prefix. */
export function isSameModel(one: string, other: string): boolean {
	return bareName(one) === bareName(other);
}

function isSame(name: string, model: string): boolean {
	return name.startsWith(model) || model.startsWith(name);
}

/** `org/My_Model-7B` as `mymodel7b`. */
function bareName(name: string): string {
	return name
		.slice(name.lastIndexOf('/') + 1)
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}]/gu, '');
}
