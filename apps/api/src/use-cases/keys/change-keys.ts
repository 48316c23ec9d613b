import {
	type ApiKeyRow,
	changeApiKey,
	findApiKey,
	insertApiKey,
	lockOperatorKeys,
	revokeApiKey,
	rotateApiKey,
} from '@codejoust/db/queries/keys/api-keys';
import { endSessionsOfKey } from '@codejoust/db/queries/keys/sessions';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import type { Database } from '@codejoust/db/connect';
import { findOrganisation } from '@codejoust/db/queries/keys/organisations';
import type { z } from 'zod';
import { hashSecret, makeApiKey, makeSecret, parseApiKey, writeApiKey } from '../../api-key.ts';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import { deriveKeyState } from '../../key-state.ts';
import type { NewKey } from '../../present/access.ts';
import { nameQuotas } from '../../quota.ts';
import { Refusal } from '../../refusal.ts';
import type { KeyChange, newKey } from '@codejoust/contract/schemas/access';
import { asQuotaColumns } from './quota-columns.ts';

type KeyDeps = Pick<ApiDeps, 'db' | 'now'>;

/** Makes a key for an organisation. The answer is the only place where the whole key is ever told. */
export async function createKey(
	{ db, now }: { readonly db: Database; readonly now: () => Date },
	input: z.output<typeof newKey> & { readonly madeBy?: string },
	by: Actor,
): Promise<NewKey> {
	const at = now();
	const expiresAt = readExpiry(input.expires_at, at);
	if (!(await findOrganisation(db, input.organisation))) {
		const reason = `There is no organisation "${input.organisation}": add it first.`;
		throw new Refusal('invalid-input', reason, [
			{ name: 'organisation', value: input.organisation, reason },
		]);
	}
	const key = makeApiKey();
	const parsed = parseApiKey(key);
	if (!parsed) throw new Error('a key was made that is none');
	const row = await db.transaction(async (tx) => {
		await insertApiKey(tx, {
			id: parsed.id,
			organisation: input.organisation,
			label: input.label,
			member: input.member,
			madeBy: input.madeBy,
			secretHash: hashSecret(parsed.secret),
			scopes: [...new Set(input.scopes)].sort(),
			createdAt: at,
			expiresAt: expiresAt ?? null,
			...asQuotaColumns(input.quotas),
		});
		const stored = await requireKey(tx, parsed.id);
		await appendAudit(tx, {
			...by,
			action: 'key.create',
			subject: parsed.id,
			after: summarise(stored),
		});
		return stored;
	});
	return { row, key };
}

/** Changes the label, member, expiry or quotas of a key. A revoked one stays as it was. */
export async function changeKey(
	{ db, now }: KeyDeps,
	{ id, change, by }: { readonly id: string; readonly change: KeyChange; readonly by: Actor },
): Promise<ApiKeyRow> {
	const { label, member, quotas } = change;
	const expiresAt = readExpiry(change.expires_at, now());
	const columns = {
		...(label === undefined ? {} : { label }),
		...(member === undefined ? {} : { member }),
		...(expiresAt === undefined ? {} : { expiresAt }),
		...asQuotaColumns(quotas ?? {}),
	};
	return db.transaction(async (tx) => {
		const before = await requireKey(tx, id);
		refuseRevoked(before);
		if (Object.keys(columns).length === 0) return before;
		const row = (await changeApiKey(tx, id, columns)) ?? before;
		await appendAudit(tx, {
			...by,
			action: 'key.change',
			subject: id,
			before: summarise(before),
			after: summarise(row),
		});
		return row;
	});
}

/** Gives a key another secret and ends its sessions; the previous secret is accepted for as long as was asked, by default no longer. */
export async function rotateKey(
	{ db, now }: KeyDeps,
	{
		id,
		overlapSeconds,
		by,
	}: { readonly id: string; readonly overlapSeconds: number; readonly by: Actor },
): Promise<NewKey> {
	const at = now();
	const secret = makeSecret();
	const previousValidUntil =
		overlapSeconds > 0 ? new Date(at.getTime() + overlapSeconds * 1000) : undefined;
	return db.transaction(async (tx) => {
		refuseRevoked(await requireKey(tx, id));
		const secretHash = hashSecret(secret);
		const row = await rotateApiKey(tx, { id, secretHash, at, previousValidUntil });
		if (!row) throw new Refusal('conflict', `The key ${id} was revoked at the same moment.`);
		const ended = await endSessionsOfKey(tx, { keyId: id, at });
		await appendAudit(tx, {
			...by,
			action: 'key.rotate',
			subject: id,
			detail: {
				sessions_ended: ended,
				overlap_seconds: overlapSeconds,
				previous_valid_until: previousValidUntil?.toISOString() ?? null,
			},
		});
		return { row, key: writeApiKey({ id, secret }) };
	});
}

/** Revokes a key permanently and ends its sessions. The last key that may operate is refused: nobody could make another. */
export async function revokeKey(
	{ db, now }: KeyDeps,
	{ id, by }: { readonly id: string; readonly by: Actor },
): Promise<ApiKeyRow> {
	const at = now();
	return db.transaction(async (tx) => {
		const before = await requireKey(tx, id);
		refuseRevoked(before);
		const operators = await lockOperatorKeys(tx, at);
		if (operators.length === 1 && operators[0] === id) {
			throw new Refusal(
				'conflict',
				`The key ${id} is the last that may operate: make another with the scope "operate" first.`,
			);
		}
		const row = await revokeApiKey(tx, { id, at });
		if (!row) throw new Refusal('conflict', `The key ${id} was revoked at the same moment.`);
		await endSessionsOfKey(tx, { keyId: id, at });
		await appendAudit(tx, {
			...by,
			action: 'key.revoke',
			subject: id,
			before: { state: deriveKeyState(before, at) },
			after: { state: 'revoked' },
		});
		return row;
	});
}

/** A key that can be sent; what a person may do for an organisation is none. */
export async function requireKey(db: Database, id: string): Promise<ApiKeyRow> {
	const row = await findApiKey(db, id);
	if (!row || row.personId !== null) throw new Refusal('not-found', `There is no API key "${id}".`);
	return row;
}

function refuseRevoked({ id, revokedAt }: ApiKeyRow): void {
	if (!revokedAt) return;
	throw new Refusal(
		'conflict',
		`The key ${id} was revoked at ${revokedAt.toISOString()} and stays revoked: make a new one.`,
	);
}

/** Undefined: not spoken of. */
function readExpiry(text: string | null | undefined, now: Date): Date | null | undefined {
	if (text === undefined || text === null) return text;
	const at = new Date(text);
	if (at > now) return at;
	throw new Refusal('invalid-input', 'Not valid: expires_at.', [
		{
			name: 'expires_at',
			value: text,
			reason: `It is in the past; the time is ${now.toISOString()}.`,
		},
	]);
}

/** What the audit log keeps of a key. */
function summarise(row: ApiKeyRow): Readonly<Record<string, unknown>> {
	const { organisation, label, member, scopes, expiresAt } = row;
	const expires_at = expiresAt?.toISOString() ?? null;
	return { organisation, label, member, scopes, expires_at, quotas: nameQuotas(row) };
}
