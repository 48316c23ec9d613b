import { listNames } from '@codejoust/arena/text/printable';

/** Tells the owner of a file which of its fields nobody reads. */
export function describeUnused(unused: ReadonlySet<string>): readonly string[] {
	return unused.size === 0 ? [] : [`These fields are not used: ${listNames([...unused])}.`];
}
