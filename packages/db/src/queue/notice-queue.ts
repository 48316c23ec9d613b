import { sql as sqlTag } from 'drizzle-orm';
import { fromDrizzle, type PgBoss } from 'pg-boss';
import type { Database } from '../connect.ts';

const NOTICES = 'notices';
const NO_NOTICE = '00000000-0000-0000-0000-000000000000';
const SECONDS_A_DAY = 86_400;
type StoredNotice = { readonly id: number };

export interface NoticeQueue {
	/** Puts a notice into the queue as part of this transaction. */
	add(id: number, transaction: Database): Promise<void>;
	/** Hands out notices one by one until the queue is closed. What throws is tried again, later each time, for about a day. */
	work(send: (id: number) => Promise<void>): Promise<void>;
}

/** The notices that a webhook is to be told of, in the same queue tables as the chunks. */
export async function openNoticeQueue(boss: PgBoss): Promise<NoticeQueue> {
	const settings = {
		retryLimit: 20,
		retryDelay: 2,
		retryBackoff: true,
		retryDelayMax: 7200,
		expireInSeconds: 60,
		retentionSeconds: 30 * SECONDS_A_DAY,
		deleteAfterSeconds: SECONDS_A_DAY,
	};
	await boss.createQueue(NOTICES, settings);
	await boss.updateQueue(NOTICES, settings);
	// As for the chunks: pg-boss reads the settings now, not within a caller's transaction.
	await boss.touch(NOTICES, NO_NOTICE);
	return {
		add: async (id, transaction) => {
			const data = { id } satisfies StoredNotice;
			await boss.insert(NOTICES, [{ data }], { db: fromDrizzle(transaction, sqlTag) });
		},
		work: async (send) => {
			await boss.work<StoredNotice>(NOTICES, { pollingIntervalSeconds: 1 }, async (jobs) => {
				for (const { data } of jobs) await send(data.id);
			});
		},
	};
}
