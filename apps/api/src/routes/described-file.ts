import type { z } from '@hono/zod-openapi';
import { refuseInvalid } from '../middleware/problems.ts';
import { parseJson } from '../middleware/read-body.ts';
import { acceptPart, readForm } from '../middleware/read-form.ts';
import { Refusal } from '../refusal.ts';

type Form = { readonly contentType: string | undefined; readonly bytes: Uint8Array<ArrayBuffer> };
type Described<Schema extends z.ZodType> = {
	readonly part: string;
	readonly schema: Schema;
	/** Refuses files as far as they can be read without metadata, so that all problems are named together. */
	readonly checkFiles?: ((files: readonly Uint8Array[]) => Promise<unknown>) | undefined;
};

/** A form of two parts: `metadata`, which is JSON by a schema, and a file, which is not read yet. */
export async function readDescribedFile<Schema extends z.ZodType>(
	form: Form,
	described: Described<Schema>,
): Promise<{ readonly metadata: z.output<Schema>; readonly file: Uint8Array }> {
	const { metadata, files } = await readDescribedFiles(form, described);
	return { metadata, file: files[0] };
}

/** The same with more files of the kind, in the parts `pairs-2`, `pairs-3` …; there is one at least. */
export async function readDescribedFiles<Schema extends z.ZodType>(
	{ contentType = '', bytes }: Form,
	{ part, schema, checkFiles }: Described<Schema>,
): Promise<{
	readonly metadata: z.output<Schema>;
	readonly files: readonly [Uint8Array, ...Uint8Array[]];
}> {
	const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
	if (type !== 'multipart/form-data')
		throw new Refusal(
			'unsupported-media-type',
			`The content type "${type}" is not accepted here. Send multipart/form-data.`,
		);
	const parts = await readForm(contentType, bytes);
	const [described, first] = [parts.get('metadata'), parts.get(part)];
	if (!described || !first)
		throw new Refusal(
			'invalid-input',
			`The form needs the parts "metadata" (JSON) and "${part}" (a file).`,
		);
	const others = [...parts].filter(([name]) => isNumbered(name, part)).map(([, file]) => file);
	const files = [first, ...others] as const;
	return { metadata: await readMetadata(described, { schema, files, checkFiles }), files };
}

async function readMetadata<Schema extends z.ZodType>(
	described: Uint8Array,
	{ schema, files, checkFiles }: Omit<Described<Schema>, 'part'> & { files: readonly Uint8Array[] },
): Promise<z.output<Schema>> {
	const data = parseJson(new Uint8Array(described));
	try {
		const metadata = acceptPart(schema, data, 'metadata');
		refuseInvalid({ success: true, data, target: 'metadata' });
		return metadata;
	} catch (cause) {
		const also = cause instanceof Refusal ? await refusalOf(() => checkFiles?.(files)) : undefined;
		if (!(cause instanceof Refusal) || also === undefined) throw cause;
		throw new Refusal(
			'invalid-input',
			`${cause.message} ${also.message}`,
			[...cause.errors, ...also.errors],
			cause.errorsTotal + also.errorsTotal,
		);
	}
}

/** What it refuses as invalid; undefined where it does not. */
async function refusalOf(check: () => unknown): Promise<Refusal | undefined> {
	try {
		await check();
		return undefined;
	} catch (cause) {
		if (cause instanceof Refusal) return cause;
		throw cause;
	}
}

function isNumbered(name: string, part: string): boolean {
	return name.startsWith(`${part}-`) && /^\d{1,3}$/.test(name.slice(part.length + 1));
}
