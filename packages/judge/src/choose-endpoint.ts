import { fitsAnyGlob } from './endpoint/model-glob.ts';

/** The endpoint of the offline heuristic, which every process has. */
export const REHEARSAL = 'rehearsal';
/** The endpoint that the variables of the environment describe. */
export const DEFAULT_ENDPOINT = 'default';

/** As far as it matters for where a judge is asked. */
export type PlacedJudge = {
	readonly isRehearsal: boolean;
	readonly model: string;
	/** Where an operator has bound the judge version; absent or null where nobody has. */
	readonly boundEndpoint?: string | null | undefined;
};

/**
 * The name of the endpoint at which a judge version is asked: where it is bound, else the first that allows its model.
 * Undefined where none does.
 *
 * @param endpoints in the order in which they are configured
 */
export function chooseEndpoint(
	{ isRehearsal, model, boundEndpoint }: PlacedJudge,
	endpoints: readonly { readonly name: string; readonly models: readonly string[] }[],
): string | undefined {
	if (isRehearsal) return REHEARSAL;
	if (boundEndpoint != null) return boundEndpoint;
	return endpoints.find(({ name, models }) => name !== REHEARSAL && fitsAnyGlob(models, model))
		?.name;
}
