export const REHEARSAL_MODEL = 'codejoust-rehearsal-1';

/** How a rehearsal judge differs from another; the features that they compare are the same. */
export type RehearsalPolicy = {
	/** Points for the answer shown first. Language models have such a favour; it makes flips and ties occur. */
	readonly positionBias: number;
	/** Largest deviation drawn from the hash of the texts as shown. */
	readonly noise: number;
};

const CAREFUL_MODEL = 'codejoust-rehearsal-2';

/** The rehearsal judges by the name of their model; the second is a steadier successor, to rehearse a change of judge. */
export const REHEARSAL_POLICIES: Readonly<Record<string, RehearsalPolicy>> = {
	[REHEARSAL_MODEL]: { positionBias: 0.15, noise: 0.8 },
	[CAREFUL_MODEL]: { positionBias: 0, noise: 0.3 },
};

export const REHEARSAL_MODELS = Object.keys(REHEARSAL_POLICIES);

/** Whether a model is a heuristic of ours and no language model. */
export function isRehearsalModel(model: string): boolean {
	return Object.hasOwn(REHEARSAL_POLICIES, model);
}

/** Why a model of a rehearsal judge's name is none. */
export function describeRehearsalFault(model: string): string | undefined {
	if (!model.startsWith('codejoust-rehearsal') || isRehearsalModel(model)) return undefined;
	return `There is no rehearsal judge of this name; there are ${REHEARSAL_MODELS.join(' and ')}.`;
}
