import { customType } from 'drizzle-orm/pg-core';

/** A SHA-256 as 32 bytes in the database and as 64 hex digits in the program. */
export const digest = customType<{ data: string; driverData: Uint8Array }>({
	dataType: () => 'bytea',
	toDriver: (hex) => Buffer.from(hex, 'hex'),
	fromDriver: (bytes) => Buffer.from(bytes).toString('hex'),
});
