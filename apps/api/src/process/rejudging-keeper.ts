import { takeUnqueued } from '@codejoust/db/queries/rejudgings/notices';
import type { NoticeQueue } from '@codejoust/db/queue/notice-queue';
import type { RouteDeps } from '../routes/route-deps.ts';
import { type Keeper, keepWorking } from './keep-working.ts';
import { writeNotice } from '../present/rejudging.ts';
import { followRejudgings } from '../use-cases/rejudgings/follow-rejudgings.ts';
import type { BoardThread } from '../use-cases/boards/board-thread.ts';
import { storeReports } from '../use-cases/rejudgings/store-reports.ts';
import { postNotice } from '../use-cases/rejudgings/post-notice.ts';
import type { Webhook } from '../webhook.ts';

/** Brings re-judgings on, stores their reports, and tells the webhook of them where one is configured. */
export async function keepRejudgings(options: {
	readonly deps: RouteDeps;
	/** Computes reports. */
	readonly thread: BoardThread;
	readonly notices: NoticeQueue;
	readonly webhook: Webhook | undefined;
	readonly everyMs: number;
}): Promise<Keeper> {
	const { deps, thread, notices, webhook, everyMs } = options;
	const tried = new Set<string>();
	const queueNotices = () =>
		deps.db.transaction(async (tx) => {
			for (const id of await takeUnqueued(tx)) await notices.add(id, tx);
		});
	if (webhook)
		await notices.work((id) =>
			postNotice(deps, { webhook, write: writeNotice }, id).catch((error: unknown) => {
				deps.log.warn({ err: error, notice: id }, 'the webhook did not accept a notice');
				throw error;
			}),
		);
	return keepWorking({
		everyMs,
		work: async () => {
			await followRejudgings(deps);
			if (webhook) await queueNotices();
			await storeReports({ ...deps, thread }, tried);
		},
		onTrouble: (error) => deps.log.error({ err: error }, 'a re-judging could not be continued'),
	});
}
