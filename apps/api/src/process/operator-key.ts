import {
	findApiKey,
	hasApiKeys,
	insertApiKey,
	OPERATORS,
} from '@codejoust/db/queries/keys/api-keys';
import { insertOrganisation } from '@codejoust/db/queries/keys/organisations';
import type { Database } from '@codejoust/db/connect';
import { hashSecret, isSameSecret, makeApiKey, parseApiKey } from '../api-key.ts';
import { StartError } from './start-error.ts';

/**
 * Makes sure that an operator can get in: stores the configured key, or makes one when there is no key at all.
 * Returns a key only when it was made now, to be printed once.
 */
export async function ensureOperatorKey(
	db: Database,
	configured: string | undefined,
): Promise<string | undefined> {
	await insertOrganisation(db, { slug: OPERATORS, name: 'Operators' });
	if (configured === undefined) {
		if (await hasApiKeys(db)) return undefined;
		const made = makeApiKey();
		await storeKey(db, made, 'first operator');
		return made;
	}
	await storeKey(db, configured, 'CODEJOUST_OPERATOR_KEY');
	return undefined;
}

async function storeKey(db: Database, key: string, label: string): Promise<void> {
	const parsed = parseApiKey(key);
	if (!parsed) throw new StartError('CODEJOUST_OPERATOR_KEY must look like cj_<id>_<secret>.');
	const known = await findApiKey(db, parsed.id);
	if (known?.revokedAt) {
		throw new StartError(
			`The API key "${parsed.id}" was revoked at ${known.revokedAt.toISOString()}: put a new one with another id into CODEJOUST_OPERATOR_KEY.`,
		);
	}
	if (known && isSameSecret(parsed.secret, known.secretHash ?? hashSecret(''))) return;
	if (known) {
		throw new StartError(
			`There is already an API key with the id "${parsed.id}" and another secret: use another id in CODEJOUST_OPERATOR_KEY.`,
		);
	}
	const scopes = ['operate' as const, 'submit' as const];
	const secretHash = hashSecret(parsed.secret);
	await insertApiKey(db, { id: parsed.id, organisation: OPERATORS, secretHash, label, scopes });
}
