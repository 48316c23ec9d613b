import { and, count, eq, gt, lte } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { signIns } from '../../schema/people.ts';

export type SignInRow = typeof signIns.$inferSelect;

/** Stores a sign-in that has begun, and removes those that began before `expired`. False when `most` are open. */
export async function insertSignIn(
	tx: Database,
	signIn: typeof signIns.$inferInsert,
	{ expired, most }: { readonly expired: Date; readonly most: number },
): Promise<boolean> {
	await tx.delete(signIns).where(lte(signIns.createdAt, expired));
	const [open] = await tx.select({ n: count() }).from(signIns);
	if ((open?.n ?? 0) >= most) return false;
	await tx.insert(signIns).values(signIn);
	return true;
}

/** Takes a sign-in of this browser that began after `expired`: nobody can take it a second time. */
export async function takeSignIn(
	db: Database,
	{
		stateHash,
		browserHash,
		expired,
	}: Pick<SignInRow, 'stateHash' | 'browserHash'> & { readonly expired: Date },
): Promise<SignInRow | undefined> {
	const [row] = await db
		.delete(signIns)
		.where(
			and(
				eq(signIns.stateHash, stateHash),
				eq(signIns.browserHash, browserHash),
				gt(signIns.createdAt, expired),
			),
		)
		.returning();
	return row;
}
