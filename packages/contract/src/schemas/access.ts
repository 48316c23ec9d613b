import { z } from '@hono/zod-openapi';
import { SCOPES } from './closed-lists.ts';
import { instant, slug } from './names.ts';
import { QUOTA_NAMES } from './problem.ts';

const quota = (description: string) => z.int().min(0).nullable().openapi({ description });

export const quotas = z
	.strictObject({
		submissions_per_day: quota('Submissions in a day of UTC; null is no limit.'),
		games_per_month: quota('Games asked for in a month of UTC; null is no limit.'),
		spend_micro_usd_per_month: quota(
			'Micro-dollars of judging in a month of UTC; null is no limit.',
		),
	})
	.openapi('Quotas');
export type Quotas = z.infer<typeof quotas>;

export const quotaState = z
	.object({
		name: z.enum(QUOTA_NAMES),
		holder: z.enum(['organisation', 'key']),
		limit: z.int().nullable(),
		used: z.int(),
		left: z.int().nullable().openapi({ description: 'Null where there is no limit.' }),
		resets_at: instant,
	})
	.openapi('QuotaState');
export type QuotaState = z.infer<typeof quotaState>;

export const organisation = z
	.object({
		slug,
		name: z.string(),
		quotas,
		use: z.array(quotaState),
		created_at: instant,
	})
	.openapi('Organisation');
export type Organisation = z.infer<typeof organisation>;

const name = z.string().trim().min(1).max(200);

export const newOrganisation = z
	.strictObject({ slug, name, quotas: quotas.partial().default({}) })
	.openapi('NewOrganisation');
export type NewOrganisation = z.input<typeof newOrganisation>;

export const organisationChange = z
	.strictObject({ name: name.optional(), quotas: quotas.partial().optional() })
	.openapi('OrganisationChange');
export type OrganisationChange = z.infer<typeof organisationChange>;

const KEY_STATES = ['active', 'expired', 'revoked'] as const;

export const apiKey = z
	.object({
		id: z.string().openapi({ description: 'The part between "cj_" and the secret.' }),
		organisation: slug,
		label: z.string(),
		member: z.string().nullable().openapi({ description: 'The person who uses it.' }),
		scopes: z.array(z.enum(SCOPES)),
		state: z.enum(KEY_STATES),
		quotas,
		created_at: instant,
		rotated_at: instant.nullable(),
		previous_valid_until: instant.nullable().openapi({
			description: 'Until when the secret before the last rotation is accepted too.',
		}),
		expires_at: instant.nullable(),
		revoked_at: instant.nullable(),
		last_used_at: instant.nullable().openapi({ description: 'To the minute.' }),
	})
	.openapi('ApiKey');
export type ApiKey = z.infer<typeof apiKey>;

/** A key with what is told once. */
export const shownKey = apiKey
	.extend({
		key: z.string().nullable().openapi({
			description:
				'The whole key cj_<id>_<secret>, shown only once; null in the response to a repeated request.',
		}),
	})
	.openapi('ShownApiKey');
export type ShownKey = z.infer<typeof shownKey>;

export const newKey = z
	.strictObject({
		organisation: slug,
		label: name,
		member: name.nullable().default(null),
		scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length).default(['submit']),
		expires_at: instant.nullable().default(null),
		quotas: quotas.partial().default({}),
	})
	.openapi('NewApiKey');
export type NewKey = z.input<typeof newKey>;

export const keyChange = z
	.strictObject({
		label: name.optional(),
		member: name.nullable().optional(),
		expires_at: instant.nullable().optional(),
		quotas: quotas.partial().optional(),
	})
	.openapi('ApiKeyChange');
export type KeyChange = z.infer<typeof keyChange>;

const MOST_OVERLAP_SECONDS = 30 * 24 * 3600;

export const rotation = z
	.strictObject({
		overlap_seconds: z.int().min(0).max(MOST_OVERLAP_SECONDS).default(0).openapi({
			description: 'How long the current secret is still accepted; at most 30 days.',
		}),
	})
	.openapi('KeyRotation');
export type Rotation = z.input<typeof rotation>;

/** Whose key was sent. */
export const ownKey = z
	.object({
		key: apiKey,
		organisation: z.object({ slug, name: z.string() }),
		quotas: z.array(quotaState),
	})
	.openapi('OwnKey');
export type OwnKey = z.infer<typeof ownKey>;
