import type { Session } from '@codejoust/contract/client';
import { showHidden } from './text/visible-text.ts';

/** Who is signed in: a key's id, or a person and the organisation that the person acts for. */
export function nameSession({ key, person }: Pick<Session, 'key' | 'person'>): string {
	return person === null ? key.id : `${showHidden(person.name)} (${key.organisation})`;
}
