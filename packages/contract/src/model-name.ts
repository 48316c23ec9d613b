import type { ModelBrief } from './schemas/model.ts';

/** A model's name with its variant: `Lancer 7B [effort high]`. Untrusted text. */
export function modelName({ name, variant }: Pick<ModelBrief, 'name' | 'variant'>): string {
	const label = variant?.label ?? describeVariant(variant);
	return label ? `${name} [${label}]` : name;
}

function describeVariant(variant: ModelBrief['variant']): string {
	return Object.entries(variant ?? {})
		.map(([name, value]) => `${name} ${name === 'system_prompt' ? 'set' : String(value)}`)
		.join(', ');
}
