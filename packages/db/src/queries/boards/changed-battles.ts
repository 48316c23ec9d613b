import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../connect.ts';
import { battles } from '../../schema/battles.ts';
import { questions } from '../../schema/benchmarks.ts';
import { texts } from '../../schema/texts.ts';

type Pair = { readonly from: string; readonly to: string };

const first = alias(battles, 'first');
const second = alias(battles, 'second');

/** How often a battle of one run with an outcome has each outcome in another run, over the questions of both. */
export async function countChanges(db: Database, { from, to }: Pair) {
	return db
		.select({
			from: sql<string>`coalesce(${first.outcome}, 'open')`,
			to: sql<string>`coalesce(${second.outcome}, 'open')`,
			battles: sql<number>`count(*)`.mapWith(Number),
		})
		.from(first)
		.innerJoin(second, and(eq(second.questionId, first.questionId), eq(second.runId, to)))
		.where(eq(first.runId, from))
		.groupBy(sql`1`, sql`2`)
		.orderBy(sql`1`, sql`2`);
}

/** Both battles of the questions whose outcome differs between two runs, by the position of the question, after one. */
export async function listChanges(
	db: Database,
	{ from, to }: Pair,
	page: { readonly after: number; readonly limit: number },
) {
	return db
		.select({
			position: first.position,
			questionKey: questions.key,
			category: questions.category,
			subcategory: questions.subcategory,
			languages: questions.languages,
			messages: texts.body,
			from: {
				id: first.id,
				outcome: first.outcome,
				margin: first.margin,
				reasons: first.unscoredReasons,
			},
			to: {
				id: second.id,
				outcome: second.outcome,
				margin: second.margin,
				reasons: second.unscoredReasons,
			},
		})
		.from(first)
		.innerJoin(second, and(eq(second.questionId, first.questionId), eq(second.runId, to)))
		.innerJoin(questions, eq(questions.id, first.questionId))
		.innerJoin(texts, eq(texts.hash, questions.contentHash))
		.where(
			and(
				eq(first.runId, from),
				gt(first.position, page.after),
				sql`${first.outcome} is distinct from ${second.outcome}`,
			),
		)
		.orderBy(asc(first.position))
		.limit(page.limit);
}

export type ChangedBattle = Awaited<ReturnType<typeof listChanges>>[number];
