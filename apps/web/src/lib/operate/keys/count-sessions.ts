import type { Session } from '@codejoust/contract/client';
import { formatUnits } from '../../format/quantity.ts';

/** The open sessions of a key in words, of those that were read. */
export function countSessions(
	{
		sessions,
		hasMoreSessions,
	}: { readonly sessions: readonly Session[]; readonly hasMoreSessions: boolean },
	keyId: string,
): string {
	const open = sessions.filter(({ key, person }) => key.id === keyId && !person).length;
	return `${hasMoreSessions ? 'at least ' : ''}${formatUnits(open, 'session')}`;
}
