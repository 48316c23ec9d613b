const PROMPT =
	/^<\|User Prompt\|>\n(.*)\n\n<\|The Start of Assistant A's Answer\|>\n(.*)\n<\|The End of Assistant A's Answer\|>\n\n<\|The Start of Assistant B's Answer\|>\n(.*)\n<\|The End of Assistant B's Answer\|>\n\n/s;

/** Question and answers of a prompt, in shown order, without fences. */
function partsOfPrompt(prompt: string): readonly [string, string, string] {
	const [, question, a, b] = PROMPT.exec(prompt) ?? [];
	if (question === undefined || a === undefined || b === undefined)
		throw new Error(`not a prompt of ours: ${prompt.slice(0, 200)}`);
	return [question, withoutFences(a), withoutFences(b)];
}

/** Names a prompt by what it shows, in that order. */
export function keyOfPrompt(prompt: string): string {
	return promptKey(...partsOfPrompt(prompt));
}

/** The judge's dots, which break labels inside answers, are no part of a text. */
export function promptKey(question: string, a: string, b: string): string {
	return [question, a, b].map((text) => text.replaceAll('·', '')).join('\u0000');
}

function withoutFences(answer: string): string {
	return answer.replace(/^----- fence \w+ -----\n/, '').replace(/\n----- fence \w+ -----$/, '');
}
