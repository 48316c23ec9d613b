import { askApi } from '../../../lib/server/api.ts';
import { cacheBoard } from '../../../lib/server/cache.ts';
import { readFault } from '../../../lib/server/read-fault.ts';
import { withParams } from '../../../lib/link.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const read = (key: string) => event.url.searchParams.get(key)?.trim() || undefined;
	const [from, to, cursor] = ['from', 'to', 'cursor'].map(read);
	const page = { title: 'Run against run', from, to };
	if (from === undefined || to === undefined)
		return { ...page, changes: undefined, fault: undefined };
	cacheBoard(event);
	const changes = await askApi(event, (client) =>
		client.battleChanges({ from, to, ...(cursor === undefined ? {} : { cursor }) }),
	).catch(readFault);
	if ('fault' in changes) return { ...page, changes: undefined, fault: changes.fault };
	const next = changes.next_cursor;
	return {
		...page,
		changes,
		fault: undefined,
		turned: withParams('/battles/changes', { from: to, to: from }),
		next: next === null ? undefined : withParams('/battles/changes', { from, to, cursor: next }),
	};
};
