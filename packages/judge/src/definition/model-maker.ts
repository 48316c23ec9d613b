/** Who makes the models of a name, by how the names begin. Order matters: the first that fits. */
const MAKERS: readonly (readonly [maker: string, names: RegExp])[] = [
	['openai', /^(openai|gpt-|chatgpt|o\d|codex|davinci)/],
	['anthropic', /^(anthropic|claude)/],
	['google', /^(google|gemini|gemma|codegemma|palm)/],
	['meta', /^(meta|llama|codellama|code-llama)/],
	['alibaba', /^(alibaba|qwen|qwq|codeqwen)/],
	['deepseek', /^deepseek/],
	['mistral', /^(mistral|mixtral|codestral|devstral|ministral|magistral)/],
	['xai', /^(xai|x\.ai|grok)/],
	['microsoft', /^(microsoft|phi-|wizardcoder|wizardlm)/],
	['zhipu', /^(zhipu|glm-|chatglm|codegeex)/],
	['moonshot', /^(moonshot|kimi)/],
	['codejoust', /^codejoust-rehearsal/],
];

/** Who made the model of the first name that is known; undefined when none is. Names are as their owners wrote them. */
export function makerOf(...names: readonly (string | null)[]): string | undefined {
	for (const name of names) {
		const bare = name?.toLowerCase().slice(name.lastIndexOf('/') + 1) ?? '';
		const found = MAKERS.find(([, pattern]) => pattern.test(bare));
		if (found) return found[0];
	}
	return undefined;
}
