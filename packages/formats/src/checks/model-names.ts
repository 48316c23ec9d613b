import { listNames } from '@codejoust/arena/text/printable';

/** The models that a file of answers names, in one line: the first ones, and how many more there are. */
export function nameModels(models: readonly string[]): string {
	return listNames(models);
}
