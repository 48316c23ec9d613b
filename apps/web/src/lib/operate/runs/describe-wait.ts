import type { Run } from '@codejoust/contract/client';
import { showHidden } from '../../text/visible-text.ts';

/** The start of a sentence that a time ends: what holds a run up. */
export function describeWait({
	state,
	waits_for: waitsFor,
}: {
	readonly state: Run['state'];
	readonly waits_for: string;
}): string {
	const text = showHidden(waitsFor);
	if (state === 'queued' || state === 'judging') return `Waits for ${text};`;
	return `${text.charAt(0).toUpperCase()}${text.slice(1)},`;
}
