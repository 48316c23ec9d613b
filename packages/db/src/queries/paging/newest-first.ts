import { desc, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

export type Place = { readonly createdAt: Date; readonly id: string };
type PlaceColumns = { readonly createdAt: PgColumn; readonly id: PgColumn };

/** A Date holds milliseconds, a stored time microseconds: both sides are cut alike, or rows of one millisecond get lost. */
const toMilliseconds = ({ createdAt }: PlaceColumns) =>
	sql`date_trunc('milliseconds', ${createdAt})`;

/** Newest first; of one millisecond by id. */
export function newestFirst(columns: PlaceColumns): SQL[] {
	return [desc(toMilliseconds(columns)), desc(columns.id)];
}

/** What comes after a place in that order. */
export function isAfter(columns: PlaceColumns, place: Place): SQL {
	return sql`(${toMilliseconds(columns)}, ${columns.id}) < (${place.createdAt.toISOString()}::timestamptz, ${place.id}::text)`;
}

/** The same with the place in the placeholders `placeAt` and `placeId`, which `placeValues` fills. */
export function isAfterPlaceholders(columns: PlaceColumns): SQL {
	return sql`(${toMilliseconds(columns)}, ${columns.id}) < (${sql.placeholder('placeAt')}::text::timestamptz, ${sql.placeholder('placeId')}::text)`;
}

export function placeValues(place: Place | undefined) {
	return place && { placeAt: place.createdAt.toISOString(), placeId: place.id };
}
