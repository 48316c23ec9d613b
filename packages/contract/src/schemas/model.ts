import { z } from '@hono/zod-openapi';
import { instant, slug } from './names.ts';

/** Structured settings of a contestant; never part of its name. */
export const variantSettings = z
	.strictObject({
		label: z.string().max(80).optional().openapi({ example: 'effort high' }),
		effort: z.string().max(40).optional(),
		temperature: z.number().min(0).max(2).optional(),
		top_p: z.number().min(0).max(1).optional(),
		top_k: z.int().min(1).max(1_000_000).optional(),
		seed: z.int().min(0).optional(),
		max_tokens: z.int().min(1).max(10_000_000).optional(),
		system_prompt: z.string().max(20_000).optional(),
	})
	.openapi('VariantSettings');
export type VariantSettings = z.infer<typeof variantSettings>;

export const newModel = z
	.strictObject({
		slug,
		name: z.string().min(1).max(120).openapi({ example: 'Lancer 7B' }),
		organisation: z.string().max(120).optional(),
		licence: z.string().max(80).optional().openapi({ example: 'Apache-2.0' }),
		open_weights: z.boolean().optional(),
		size: z
			.string()
			.max(40)
			.optional()
			.openapi({ description: 'Size as published.', example: '7B' }),
		link: z
			.url({ protocol: /^https?$/ })
			.max(500)
			.optional(),
		release_date: z.iso.date().optional(),
		family: z
			.string()
			.max(80)
			.optional()
			.openapi({ description: 'Model family, for self-preference.' }),
		description: z.string().max(2000).optional(),
	})
	.openapi('NewModel');
export type NewModel = z.infer<typeof newModel>;

const { organisation, licence, link } = newModel.shape;

/** What an operator may correct of a model that is published; null removes a value. */
export const modelChange = z
	.strictObject({
		organisation: organisation.nullable(),
		licence: licence.nullable(),
		link: link.nullable(),
	})
	.refine(
		(change) => Object.keys(change).length > 0,
		'Send "organisation", "licence", "link", or several of them.',
	)
	.openapi('ModelChange');
export type ModelChange = z.infer<typeof modelChange>;

export const model = z
	.object({
		slug,
		name: z.string(),
		organisation: z.string().nullable(),
		licence: z.string().nullable(),
		open_weights: z.boolean().nullable(),
		size: z.string().nullable(),
		link: z.string().nullable(),
		release_date: z.string().nullable(),
		family: z.string().nullable(),
		description: z.string().nullable(),
		created_at: instant,
	})
	.openapi('Model');
export type Model = z.infer<typeof model>;

/** A model as a row of another resource names it. */
export const modelBrief = z
	.object({
		slug,
		name: z.string(),
		organisation: z.string().nullable(),
		licence: z.string().nullable(),
		open_weights: z.boolean().nullable(),
		variant: variantSettings.nullable(),
	})
	.openapi('ModelBrief');
export type ModelBrief = z.infer<typeof modelBrief>;
