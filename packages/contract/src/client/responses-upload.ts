import type { RunWay } from '../schemas/closed-lists.ts';
import type { NewModel, VariantSettings } from '../schemas/model.ts';
import type { NewCheckpoint } from '../schemas/provenance.ts';
import type { NewStatedPrice } from '../schemas/stated-price.ts';
import type { FileBody, Given } from './open-sender.ts';

export type Preparing = {
	readonly stripThinking?: boolean;
	readonly repair?: boolean;
	/** Of several answers to a question; 1 is the first. */
	readonly sample?: number | undefined;
	/** Other names of fields: ours → theirs. */
	readonly map?: ReadonlyMap<string, string> | undefined;
};

/** A responses file as it is, with what it cannot say about itself. */
export type ResponsesUpload = {
	readonly benchmark: string;
	/** The slug of a known model, or a new one. */
	readonly model: string | NewModel;
	readonly variant?: VariantSettings;
	readonly visibility?: 'public' | 'private';
	readonly contact?: string;
	readonly via?: RunWay;
	readonly isDraft?: boolean;
	/** Codes of texts in the place of answers that may be judged, by commas. */
	readonly accept?: string | undefined;
	/** Which point of a training it is. */
	readonly checkpoint?: NewCheckpoint | undefined;
	/** What its answers cost. */
	readonly price?: NewStatedPrice | undefined;
	/** What is done to the answers before they are stored. */
	readonly prepare?: Preparing | undefined;
	readonly file: FileBody;
	/** The file is packed by gzip. */
	readonly isGzip?: boolean;
	/** One JSON array instead of a record a line. */
	readonly isArray?: boolean;
};

/** The request that submits the file, or that checks it. */
export function asCall(upload: ResponsesUpload): Given {
	const { model, variant, isDraft } = upload;
	return {
		...asFileCall(upload),
		query: {
			benchmark: upload.benchmark,
			model: typeof model === 'string' ? model : JSON.stringify(model),
			variant: variant && JSON.stringify(variant),
			visibility: upload.visibility,
			contact: upload.contact,
			via: upload.via,
			draft: isDraft ? 'true' : undefined,
			accept: upload.accept,
			checkpoint: upload.checkpoint && JSON.stringify(upload.checkpoint),
			price: upload.price && JSON.stringify(upload.price),
			...asPreparationQuery(upload.prepare),
		},
	};
}

/** The file alone, for a draft that has the rest. */
export function asFileCall({
	file,
	isArray = false,
	isGzip,
}: Pick<ResponsesUpload, 'file' | 'isArray' | 'isGzip'>) {
	const contentType = isArray ? 'application/vnd.codejoust.file+json' : 'application/x-ndjson';
	return { body: file, contentType, isGzip };
}

export function asPreparationQuery({ stripThinking, repair, sample, map }: Preparing = {}) {
	return {
		strip_thinking: stripThinking ? 'true' : undefined,
		repair: repair ? 'true' : undefined,
		sample: sample === undefined ? undefined : String(sample),
		map: map && [...map].map((pair) => pair.join('=')).join(','),
	};
}
