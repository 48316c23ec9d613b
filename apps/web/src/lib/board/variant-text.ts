import type { ModelBrief } from '@codejoust/contract/client';
import { showHidden } from '../text/visible-text.ts';

/** The settings of a variant in a few words: its label, or what differs from the default. */
export function describeVariant(variant: ModelBrief['variant']): string {
	if (variant === null) return '';
	const { label, effort, temperature, top_p: topP, max_tokens: maxTokens } = variant;
	if (label) return showHidden(label);
	return [
		effort && `effort ${showHidden(effort)}`,
		temperature !== undefined && `temperature ${temperature}`,
		topP !== undefined && `top-p ${topP}`,
		maxTokens !== undefined && `${maxTokens} tokens`,
		variant.system_prompt && 'own system prompt',
	]
		.filter(Boolean)
		.join(', ');
}

/** Who made a model and with which settings it was run. */
export function describeOrigin(model: ModelBrief): string {
	return [model.organisation && showHidden(model.organisation), describeVariant(model.variant)]
		.filter(Boolean)
		.join(' · ');
}

/** The second line under a model's name: organisation, variant, and whether its weights are open. */
export function describeModel(model: ModelBrief): string {
	return [describeOrigin(model), model.open_weights ? 'open weights' : '']
		.filter(Boolean)
		.join(' · ');
}
