import { z } from '@hono/zod-openapi';
import { instant } from './names.ts';

/** Of a file on somebody's disk. */
const LIMITS = { fileName: 255, span: 300, questions: 20_000, curve: 20 } as const;

const storable = (most: number) =>
	z
		.string()
		.max(most)
		.refine(
			(text) => text.isWellFormed() && !text.includes('\u0000'),
			'It holds a NUL character or half of a surrogate pair.',
		);
const questionId = storable(200).min(1);
const count = z.int().min(0);
const share = z.number().min(0).max(1);

const match = z.strictObject({
	question_id: questionId,
	lines: count.openapi({ description: 'Lines of the file that share words with it' }),
	words: count,
	share: share.openapi({ description: 'Of the question’s words, in the longest run' }),
	line: count,
	span: storable(LIMITS.span).openapi({ description: 'The first words of the longest run' }),
});

const similarity = z.strictObject({
	least: share,
	curve: z.array(z.strictObject({ at_least: share, questions: count })).max(LIMITS.curve),
	nearest: z
		.array(z.strictObject({ question_id: questionId, similarity: share, line: count }))
		.max(LIMITS.questions),
});

/** What `codejoust decontaminate` found of a benchmark in one file. */
export const newContamination = z
	.strictObject({
		file: storable(LIMITS.fileName).min(1).openapi({ description: 'Its name without folders' }),
		bytes: count,
		lines: z.int().min(0).max(2_147_483_647),
		unread_lines: z.int().min(0).max(2_147_483_647),
		matched_lines: z.int().min(0).max(2_147_483_647),
		matches: z.array(match).max(LIMITS.questions),
		similarity: similarity.nullable(),
	})
	.openapi('NewContamination');
export type NewContamination = z.infer<typeof newContamination>;

/** The same as it is shown: its first questions, without words of a private benchmark. */
export const contamination = z
	.object({
		file: z.string(),
		bytes: z.int(),
		sha256: z.string(),
		stored_at: instant,
		lines: z.int(),
		unread_lines: z.int(),
		matched_lines: z.int(),
		matched_questions: z.int(),
		matches: z.array(match.extend({ span: z.string().nullable() })),
		similarity: z
			.object({
				least: z.number(),
				similar_questions: z.int(),
				curve: z.array(z.object({ at_least: z.number(), questions: z.int() })),
				nearest: similarity.shape.nearest,
			})
			.nullable(),
	})
	.openapi('Contamination');
export type Contamination = z.infer<typeof contamination>;
