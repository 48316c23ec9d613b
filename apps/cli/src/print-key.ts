import type { ShownKey } from '@codejoust/contract/client';
import { safeJson, safeText } from './safe-text.ts';
import type { Terminal } from './terminal.ts';

/** Prints a key that is told once: the key alone on standard output, so that it can go into a file. */
export function printKey(terminal: Terminal, shown: ShownKey, isJson: boolean | undefined): void {
	const { key, ...rest } = shown;
	if (isJson) return terminal.print(safeJson(shown));
	if (key !== null) terminal.print(key);
	const until = rest.expires_at === null ? '' : `, until ${rest.expires_at}`;
	terminal.error(
		`The key ${rest.id} of ${rest.organisation} (${safeText(rest.label)}) may ${rest.scopes.join(' and ')}${until}. It is shown only once: store it now.`,
	);
	if (rest.previous_valid_until !== null)
		terminal.error(`The server accepts its previous secret until ${rest.previous_valid_until}.`);
}
