import type { Db } from 'pg-boss';
import type { ISql, ParameterOrJSON, Sql } from 'postgres';

/**
 * Lets pg-boss use our connections and open none of its own. Its scripts (BEGIN … COMMIT in one
 * text) get a connection for themselves, which a failed script hands back clean: on the embedded
 * database there is no other one.
 */
export function bossDatabase(sql: Sql): Db {
	return {
		executeSql: async (text, values = []) => {
			if (!/^\s*BEGIN\b/i.test(text)) return execute(sql, text, values);
			const reserved = await sql.reserve();
			try {
				return await execute(reserved, text, values);
			} catch (error) {
				await reserved.unsafe('rollback').catch(() => undefined);
				throw error;
			} finally {
				reserved.release();
			}
		},
	};
}

async function execute(sql: ISql, text: string, values: readonly unknown[]) {
	const results: unknown[] = [...(await sql.unsafe(text, values.map(writeParameter)))];
	// A text of several statements gives a list of results instead of one.
	return { rows: results.some(Array.isArray) ? results.flat() : results };
}

/** pg-boss expects the driver to write JSON and dates; drizzle has taught ours to pass them as they are. */
function writeParameter(value: unknown): ParameterOrJSON<never> {
	if (value instanceof Date) return value.toISOString();
	if (typeof value === 'object' && value !== null && !Array.isArray(value))
		return JSON.stringify(value);
	// What is left are texts, numbers, booleans, null and arrays of them.
	return value as ParameterOrJSON<never>;
}
