import type { ShownKey } from '@codejoust/api/client';
import { safeJson, safeText } from './safe-text.ts';
import type { Terminal } from './terminal.ts';

/** Prints a key that is told once: the key alone on standard output, so that it can go into a file. */
export function printKey(terminal: Terminal, shown: ShownKey, isJson: boolean | undefined): void {
	const { key, ...facts } = shown;
	if (isJson) return terminal.print(safeJson(shown));
	if (key !== null) terminal.print(key);
	const until = facts.expires_at === null ? '' : `, until ${facts.expires_at}`;
	terminal.error(
		`The key ${facts.id} of ${facts.organisation} (${safeText(facts.label)}) may ${facts.scopes.join(' and ')}${until}. It is shown this once: keep it.`,
	);
	if (facts.previous_valid_until !== null)
		terminal.error(`Its previous secret is taken until ${facts.previous_valid_until}.`);
}
