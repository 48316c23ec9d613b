import type {
	BoardCoverage,
	Client,
	Hold,
	Notice,
	Run,
	WorkerList,
} from '@codejoust/contract/client';

export type Panel = {
	readonly now: Date;
	/** Runs that are neither done nor cancelled, newest first. */
	readonly unfinished: readonly Run[];
	readonly hasMoreUnfinished: boolean;
	/** A page of the others, newest first. */
	readonly ended: readonly Run[];
	/** Leads to older ones; null at the end. */
	readonly olderCursor: string | null;
	/** What was told last. */
	readonly notices: readonly Notice[];
	/** Judges and endpoints that are not asked for now. */
	readonly holds: readonly Hold[];
	readonly boards: readonly BoardCoverage[];
	readonly workers: WorkerList['items'];
	readonly queue: WorkerList['queue'];
};

const MOST_UNFINISHED = 200;
const PAGE = 20;
const NOTICES = 5;

/** All that an operator sees, as it is now. The first question is the one that only an operator may ask. */
export async function readPanel(
	client: Client,
	{ now, cursor }: { readonly now: Date; readonly cursor: string | undefined },
): Promise<Panel> {
	const { items: workers, queue } = await client.workers();
	const [open, recent, boards, notices, holds] = await Promise.all([
		client.runs({ state: 'unfinished', limit: MOST_UNFINISHED }),
		client.runs({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
		client.leaderboards(),
		client.notices({ limit: NOTICES }),
		client.holds(),
	]);
	return {
		now,
		unfinished: open.items,
		hasMoreUnfinished: open.next_cursor !== null,
		ended: recent.items.filter(hasEnded),
		olderCursor: recent.next_cursor,
		notices: notices.items,
		holds: holds.items,
		boards: boards.items,
		workers,
		queue,
	};
}

function hasEnded({ state }: Run): boolean {
	return state === 'done' || state === 'cancelled';
}
