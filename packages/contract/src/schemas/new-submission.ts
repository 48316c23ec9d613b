import { z } from '@hono/zod-openapi';
import { RUN_WAYS } from './closed-lists.ts';
import { newModel, variantSettings } from './model.ts';
import { benchmarkName } from './names.ts';
import { newCheckpoint } from './provenance.ts';
import { newStatedPrice } from './stated-price.ts';
import { visibleText } from './visible-text.ts';

export const SUBMISSION_VISIBILITIES = ['public', 'private'] as const;

/** Codes, by commas. */
export const acceptedTexts = z.string().max(200).optional().openapi({
	description:
		'Texts to judge although they are not the model’s answers, by commas: error-text, provider-refusal, thinking-left, unclosed-thinking, only-thinking. Without it a file with such texts is refused.',
	example: 'thinking-left',
});

const STRIP_THINKING =
	'Remove what the model thought (`<think>…</think>` and the like) from the answers before they are stored; recorded with the submission.';
const REPAIR =
	'Write U+FFFD for characters that no text can hold (halves of surrogate pairs, NUL), instead of refusing them; recorded with the submission.';
const flag = z.enum(['true', 'false']).optional();
const sampleText = z.string().max(10).optional().openapi({
	description:
		'Of several answers to a question: first, or a number from 1. Without it a second answer to a question is refused.',
	example: 'first',
});
const mapText = z.string().max(2000).optional().openapi({
	description:
		'Other names of fields, by commas, as OURS=THEIRS; a path of names and positions has dots.',
	example: 'response=completion,question_id=task.id',
});

/** What is done to answers before they are stored, in a query or a form. */
export const preparationFields = {
	strip_thinking: flag.openapi({ description: STRIP_THINKING }),
	repair: flag.openapi({ description: REPAIR }),
	sample: sampleText,
	map: mapText,
};

const metadata = {
	benchmark: benchmarkName,
	model: z.union([z.string(), newModel]).openapi({
		description: 'The slug of a known model, or a new model.',
	}),
	variant: variantSettings.optional(),
	visibility: z.enum(SUBMISSION_VISIBILITIES).optional().openapi({
		description:
			'public (the default): it appears on the board as soon as it is judged; private: its owner sees the result and publishes it or not.',
	}),
	contact: visibleText(200).optional().openapi({
		description: 'A contact: an address or a link, visible only to operators.',
		example: 'team@example.org',
	}),
	via: z.enum(RUN_WAYS).optional().openapi({
		description:
			'live (the default): each game in a call of its own; batch: many in a file, at a lower price and within 24 hours.',
	}),
	draft: z.boolean().optional().openapi({
		description: 'More answers will come; nothing is judged before it is submitted.',
	}),
	accept: acceptedTexts,
	checkpoint: newCheckpoint.optional(),
	price: newStatedPrice.optional(),
};

const preparation = {
	strip_thinking: z.boolean().optional().openapi({ description: STRIP_THINKING }),
	repair: z.boolean().optional().openapi({ description: REPAIR }),
	sample: sampleText,
	map: mapText,
};

export const newSubmission = z
	.strictObject({
		...metadata,
		...preparation,
		responses: z
			.array(z.record(z.string(), z.unknown()))
			.max(20_000)
			.optional()
			.openapi({ description: 'All answers; of a draft some, or none yet.' }),
	})
	.openapi('NewSubmission');
export type NewSubmission = z.infer<typeof newSubmission>;

/** A body’s rows are left to the file readers, which say more about a wrong one. */
export const submissionBody = z.strictObject({
	...metadata,
	...preparation,
	responses: z.array(z.unknown()).default([]),
});

export const moreResponses = z
	.strictObject({ responses: z.array(z.record(z.string(), z.unknown())).max(20_000) })
	.openapi('MoreResponses');
export const moreResponsesBody = z.strictObject({ responses: z.array(z.unknown()) });

/** JSON in a field of a query or a form. */
const jsonText = z.string().max(30_000);

/** What a file cannot say about itself, in the query of an upload or in the fields of a form. */
export const submissionQuery = z.object({
	benchmark: benchmarkName.optional(),
	model: jsonText
		.optional()
		.openapi({ description: 'The slug of a known model, or a NewModel as JSON.' }),
	variant: jsonText.optional().openapi({ description: 'VariantSettings as JSON.' }),
	visibility: metadata.visibility,
	contact: metadata.contact,
	via: metadata.via,
	draft: z.enum(['true', 'false']).optional(),
	accept: acceptedTexts,
	checkpoint: jsonText.optional().openapi({ description: 'NewCheckpoint as JSON.' }),
	price: jsonText.optional().openapi({ description: 'NewStatedPrice as JSON.' }),
	...preparationFields,
});

export const ownDetails = z
	.object({
		revision: z.int().openapi({ description: 'Goes up with every upload; for If-Match.' }),
		questions: z.int().nullable().openapi({ description: 'That a draft has to answer.' }),
		contact: z.string().nullable(),
	})
	.openapi('OwnDetails');

export const submitOrder = z
	.strictObject({ visibility: z.enum(SUBMISSION_VISIBILITIES).optional(), via: metadata.via })
	.openapi('SubmitOrder');
export const withdrawOrder = z
	.strictObject({ reason: visibleText(500).optional() })
	.openapi('WithdrawOrder');
export const reviewOrder = z
	.discriminatedUnion('decision', [
		z.strictObject({ decision: z.literal('clear') }),
		z.strictObject({ decision: z.literal('reject'), reason: visibleText(500) }),
	])
	.openapi('ReviewOrder');
