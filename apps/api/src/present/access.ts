import type { ApiKeyRow } from '@codejoust/db/queries/access';
import type { AuditRow } from '@codejoust/db/queries/audit';
import type { OrganisationRow } from '@codejoust/db/queries/organisations';
import type { QuotaLimits, QuotaState as QuotaStateRow } from '../quota.ts';
import type { ApiKey, Organisation, Quotas, QuotaState } from '../schemas/access.ts';
import type { AuditEntry } from '../schemas/audit.ts';

export function presentKey(row: ApiKeyRow, now: Date): ApiKey {
	const { previousValidUntil } = row;
	const isOverlap = previousValidUntil !== null && previousValidUntil > now;
	return {
		id: row.id,
		organisation: row.organisation,
		label: row.label,
		member: row.member,
		scopes: row.scopes,
		state: keyState(row, now),
		quotas: presentQuotas(row),
		created_at: row.createdAt.toISOString(),
		rotated_at: presentInstant(row.rotatedAt),
		previous_valid_until: isOverlap ? previousValidUntil.toISOString() : null,
		expires_at: presentInstant(row.expiresAt),
		revoked_at: presentInstant(row.revokedAt),
		last_used_at: presentInstant(row.lastUsedAt),
	};
}

export function keyState(
	{ revokedAt, expiresAt }: Pick<ApiKeyRow, 'revokedAt' | 'expiresAt'>,
	now: Date,
): ApiKey['state'] {
	if (revokedAt) return 'revoked';
	return expiresAt && expiresAt <= now ? 'expired' : 'active';
}

export function presentOrganisation(
	row: OrganisationRow,
	states: readonly QuotaStateRow[],
): Organisation {
	return {
		slug: row.slug,
		name: row.name,
		quotas: presentQuotas(row),
		use: states.map(presentQuotaState),
		created_at: row.createdAt.toISOString(),
	};
}

export function presentQuotas(row: QuotaLimits): Quotas {
	return {
		submissions_per_day: row.submissionsPerDay,
		games_per_month: row.gamesPerMonth,
		spend_micro_usd_per_month: row.spendMicroUsdPerMonth,
	};
}

export function presentQuotaState(state: QuotaStateRow): QuotaState {
	const { name, holder, limit, used, resetsAt } = state;
	const left = limit === null ? null : Math.max(0, limit - used);
	return { name, holder, limit, used, left, resets_at: resetsAt.toISOString() };
}

export function presentAuditEntry({ entry, organisation, keyLabel }: AuditRow): AuditEntry {
	return {
		id: entry.id,
		at: entry.at.toISOString(),
		actor: entry.actor,
		actor_label: keyLabel,
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
