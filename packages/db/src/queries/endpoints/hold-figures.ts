import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import type { HoldCause } from './holds.ts';

export type HoldFigure = {
	readonly endpoint: string;
	/** Model of the held judge versions; null: the endpoint as a whole. */
	readonly model: string | null;
	readonly cause: HoldCause;
	/** Judge versions, or 1 for the endpoint. */
	readonly holds: number;
};

/** How many holds are open, by endpoint, model and cause. One whose time is over counts until it is lifted, as in the list. */
export async function listHoldFigures(db: Database): Promise<HoldFigure[]> {
	const rows = await db.execute<HoldFigure>(sql`
		select hold.endpoint, judge.model, hold.cause, count(*)::int as holds
		from judge_holds hold left join judge_versions judge on judge.id = hold.judge_version_id
		where hold.lifted_at is null
		group by hold.endpoint, judge.model, hold.cause
		order by hold.endpoint, judge.model, hold.cause`);
	return [...rows];
}
