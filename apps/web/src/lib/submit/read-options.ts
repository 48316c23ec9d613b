import { type PreparationOptions, readSample } from '@codejoust/formats/checks/preparation';
import { readFieldMap } from '@codejoust/formats/rows/field-map';

export type TypedOptions = {
	readonly stripThinking: boolean;
	readonly repair: boolean;
	/** Empty where nothing was typed. */
	readonly map: string;
	readonly sample: string;
};

export type ReadOptions =
	| { readonly kind: 'read'; readonly prepare: PreparationOptions }
	| {
			readonly kind: 'wrong';
			readonly problems: { readonly map?: string; readonly sample?: string };
	  };

/** How a file of answers is to be read, as the server reads the same fields. */
export function readOptions({ stripThinking, repair, map, sample }: TypedOptions): ReadOptions {
	const named = map === '' ? undefined : readFieldMap(map);
	const number = sample === '' ? undefined : readSample(sample);
	const problems = {
		...(named?.kind === 'refused' ? { map: named.says } : {}),
		...(sample !== '' && number === undefined
			? { sample: 'It is "first", or a number from 1 to 1000.' }
			: {}),
	};
	if (Object.keys(problems).length > 0) return { kind: 'wrong', problems };
	return {
		kind: 'read',
		prepare: {
			stripThinking,
			repair,
			sample: number,
			map: named?.kind === 'read' ? named.map : undefined,
		},
	};
}
