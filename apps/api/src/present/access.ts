import type { ApiKeyRow } from '@codejoust/db/queries/keys/api-keys';
import type { AuditRow } from '@codejoust/db/queries/keys/audit';
import type { OrganisationRow } from '@codejoust/db/queries/keys/organisations';
import { deriveKeyState } from '../key-state.ts';
import { nameQuotas, type QuotaState as QuotaStateRow } from '../quota.ts';
import type {
	ApiKey,
	Organisation,
	QuotaState,
	ShownKey,
	OwnKey,
} from '@codejoust/contract/schemas/access';
import type { AuditEntry } from '@codejoust/contract/schemas/audit';

export function presentKey(row: ApiKeyRow, now: Date): ApiKey {
	const { previousValidUntil } = row;
	const isOverlap = previousValidUntil !== null && previousValidUntil > now;
	return {
		id: row.id,
		organisation: row.organisation,
		label: row.label,
		member: row.member,
		scopes: row.scopes,
		state: deriveKeyState(row, now),
		quotas: nameQuotas(row),
		created_at: row.createdAt.toISOString(),
		rotated_at: presentInstant(row.rotatedAt),
		previous_valid_until: isOverlap ? previousValidUntil.toISOString() : null,
		expires_at: presentInstant(row.expiresAt),
		revoked_at: presentInstant(row.revokedAt),
		last_used_at: presentInstant(row.lastUsedAt),
	};
}

/** A key that was made or rotated, with the whole of it: the one time that it is shown. */
export type NewKey = { readonly row: ApiKeyRow; readonly key: string };

export function presentShownKey({ row, key }: NewKey, now: Date): ShownKey {
	return { ...presentKey(row, now), key };
}

/** A key with what it belongs to and the quotas that hold for it. */
export type FoundOwnKey = {
	readonly key: ApiKeyRow;
	readonly organisation: OrganisationRow;
	readonly quotas: readonly QuotaStateRow[];
};

export function presentOwnKey({ key, organisation, quotas }: FoundOwnKey, now: Date): OwnKey {
	return {
		key: presentKey(key, now),
		organisation: { slug: organisation.slug, name: organisation.name },
		quotas: quotas.map(presentQuotaState),
	};
}

export type OrganisationUse = {
	readonly organisation: OrganisationRow;
	readonly quotas: readonly QuotaStateRow[];
};

export function presentOrganisation({ organisation: row, quotas }: OrganisationUse): Organisation {
	return {
		slug: row.slug,
		name: row.name,
		quotas: nameQuotas(row),
		use: quotas.map(presentQuotaState),
		created_at: row.createdAt.toISOString(),
	};
}

function presentQuotaState(state: QuotaStateRow): QuotaState {
	const { name, holder, limit, used, resetsAt } = state;
	const left = limit === null ? null : Math.max(0, limit - used);
	return { name, holder, limit, used, left, resets_at: resetsAt.toISOString() };
}

export function presentAuditEntry({ entry, organisation, label, isPerson }: AuditRow): AuditEntry {
	return {
		id: entry.id,
		at: entry.at.toISOString(),
		actor: entry.actor,
		actor_label: label,
		is_person: isPerson,
		organisation,
		action: entry.action,
		subject: entry.subject,
		before: entry.before,
		after: entry.after,
		detail: entry.detail,
		request_id: entry.requestId,
	};
}

const presentInstant = (at: Date | null) => at && at.toISOString();
