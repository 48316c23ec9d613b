import type { Sql } from 'postgres';

/**
 * Claims the identities of these battles' games and returns those that nobody else holds. A claim is an advisory lock of
 * the session: the server takes it back by itself when the process that holds it dies. Whoever claims an identity twice
 * releases it twice.
 */
export async function claimGames(sql: Sql, battleIds: readonly number[]): Promise<string[]> {
	const claimed = await sql<{ identity: string }[]>`
		with wanted as materialized (
			select distinct encode(identity, 'hex') as identity
			from games where battle_id = any(${[...battleIds]}::bigint[]))
		select identity from wanted
		where pg_try_advisory_lock(('x' || left(identity, 16))::bit(64)::bigint)`;
	return claimed.map(({ identity }) => identity);
}

/** Claims one identity; false when another session holds it. */
export async function claimIdentity(sql: Sql, identity: string): Promise<boolean> {
	const [row] = await sql<{ claimed: boolean }[]>`
		select pg_try_advisory_lock(('x' || left(${identity}::text, 16))::bit(64)::bigint) as claimed`;
	return row?.claimed === true;
}

/** Claims what a session before held, as often as it is named; what somebody else holds by now is left to them. */
export async function claimAgain(sql: Sql, identities: readonly string[]): Promise<void> {
	await sql`
		select pg_try_advisory_lock(('x' || left(identity, 16))::bit(64)::bigint)
		from unnest(${[...identities]}::text[]) as given(identity)`;
}

/** Gives claims back, each once. */
export async function releaseIdentities(sql: Sql, identities: readonly string[]): Promise<void> {
	await sql`
		select pg_advisory_unlock(('x' || left(identity, 16))::bit(64)::bigint)
		from unnest(${[...identities]}::text[]) as given(identity)`;
}
