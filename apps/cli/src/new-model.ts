import type { NewModel } from '@codejoust/contract/client';
import type { Command } from 'commander';
import { UsageError } from './usage-error.ts';

export type ModelOptions = {
	readonly name?: string;
	readonly organisation?: string;
	readonly licence?: string;
	readonly size?: string;
	readonly link?: string;
	readonly openWeights?: boolean;
	readonly releaseDate?: string;
	readonly family?: string;
};

/** The options that describe a model which the server does not know yet. */
export function addModelOptions(command: Command): Command {
	return command
		.option('--name <name>', 'display name; adds the model when the server does not know it')
		.option('--organisation <name>', 'who made the model')
		.option('--licence <name>', 'licence of its weights, such as Apache-2.0')
		.option('--size <size>', 'size as published, such as 7B')
		.option('--link <url>', 'where it is published')
		.option('--open-weights', 'its weights can be downloaded')
		.option('--release-date <date>', 'when it was published, such as 2026-11-20')
		.option('--family <name>', 'its family, for the check of judges that prefer their own');
}

/** The slug alone for a known model, or the model with its metadata. */
export function readModel(slug: string, options: ModelOptions): string | NewModel {
	const { name, openWeights, releaseDate, ...texts } = options;
	const { organisation, licence, size, link, family } = texts;
	if (name === undefined) {
		const given = [organisation, licence, size, link, family, openWeights, releaseDate];
		const lonely = given.some((value) => value !== undefined);
		if (lonely) throw new UsageError('A new model needs a display name: add --name.');
		return slug;
	}
	return {
		slug,
		name,
		...(organisation === undefined ? {} : { organisation }),
		...(licence === undefined ? {} : { licence }),
		...(size === undefined ? {} : { size }),
		...(link === undefined ? {} : { link }),
		...(openWeights === undefined ? {} : { open_weights: openWeights }),
		...(releaseDate === undefined ? {} : { release_date: releaseDate }),
		...(family === undefined ? {} : { family }),
	};
}
