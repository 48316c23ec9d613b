/** `<think>` and its like, as models write them: DeepSeek, Qwen, Kimi (◁think▷), Mistral ([THINK]), MiniMax (<mm:think>). */
const TAG =
	/<(\/?)(?:(?:mm:)?[Tt]hink(?:ing)?|THINK(?:ING)?|[Tt]hought|[Rr]eason(?:ing)?)>|◁(\/?)think▷|\[(\/?)THINK\]/g;

/** Where a channel of gpt-oss' format begins, when its server sends the format as it is. */
const CHANNEL =
	/(?:<\|start\|>assistant)?<\|channel\|>(analysis|commentary|final)(?: [^<\n]{0,80})?(?:<\|constrain\|>[^<\n]{0,40})?<\|message\|>/g;
const CHANNEL_END = /<\|(?:end|return|call)\|>\s*$/;

/** A reply in two parts, neither of which holds any of the other. */
export type SplitReply = {
	/** Undefined when the thinking never ends, so that there is no final text. */
	readonly final: string | undefined;
	/** All thinking, without the tags around it; empty without any. */
	readonly thinking: string;
};

/** A reply without the thinking in it; undefined when the thinking never ends. */
export function finalText(text: string): string | undefined {
	return splitThinking(text).final;
}

/**
 * The final text of a reply and the thinking in it. Thinking begins where a tag begins a line or follows other thinking; a
 * tag in mid-sentence is only spoken of. Where a tag ends a line and closes what nothing has opened, the reply began in
 * mid-thinking: some servers put the opening tag into the prompt. A reply that begins with a channel of gpt-oss has its
 * final text in the channel of that name alone. Linear in the text's length.
 */
export function splitThinking(text: string): SplitReply {
	return /^\s*(?:<\|start\|>assistant)?<\|channel\|>/.test(text)
		? splitChannels(text)
		: splitTags(text);
}

function splitTags(text: string): SplitReply {
	const kept: string[] = [];
	const thought: string[] = [];
	let depth = 0;
	/** Behind the newest tag that counts, and behind the newest tag: no character is looked at twice. */
	let readTo = 0;
	let lookedTo = 0;
	for (const tag of text.matchAll(TAG)) {
		const to = tag.index + tag[0].length;
		const isClosing = tag.slice(1).includes('/');
		const before = text.slice(lookedTo, tag.index);
		if (isClosing && (depth > 0 || (readTo === 0 && endsLine(text, to)))) {
			thought.push(text.slice(readTo, tag.index));
			depth = Math.max(0, depth - 1);
			readTo = to;
		} else if (
			!isClosing &&
			(beginsLine(before) || (lookedTo === readTo && before.trim() === ''))
		) {
			(depth === 0 ? kept : thought).push(text.slice(readTo, tag.index));
			depth++;
			readTo = to;
		}
		lookedTo = to;
	}
	const rest = text.slice(readTo);
	return depth > 0
		? { final: undefined, thinking: joinThoughts([...thought, rest]) }
		: { final: kept.join('') + rest, thinking: joinThoughts(thought) };
}

function splitChannels(text: string): SplitReply {
	const finals: string[] = [];
	const thought: string[] = [];
	let readTo = 0;
	let isFinal = false;
	const close = (to: number) => {
		const part = text.slice(readTo, to).replace(CHANNEL_END, '');
		(isFinal ? finals : thought).push(part);
	};
	for (const channel of text.matchAll(CHANNEL)) {
		close(channel.index);
		isFinal = channel[1] === 'final';
		readTo = channel.index + channel[0].length;
	}
	close(text.length);
	const final = finals.length === 0 ? undefined : finals.join('\n\n');
	return { final, thinking: joinThoughts(thought) };
}

/**
 * A reply as it is stored where its provider has sent the thinking apart: `splitThinking` finds both parts again.
 *
 * @param thinking null or blank without any
 */
export function joinThinking(thinking: string | null, final: string): string {
	if (thinking === null || thinking.trim() === '') return final;
	return `<think>\n${thinking.replace(TAG, breakTag).trim()}\n</think>\n\n${final}`;
}

/** A tag inside of thinking would end it. */
function breakTag(tag: string): string {
	return `${tag.slice(0, 1)}·${tag.slice(1)}`;
}

function joinThoughts(parts: readonly string[]): string {
	return parts
		.map((part) => part.trim())
		.filter((part) => part !== '')
		.join('\n\n');
}

/** Whether nothing stands between the tag and the line end before it. */
function beginsLine(before: string): boolean {
	const lineStart = before.lastIndexOf('\n') + 1;
	return lineStart > 0 && before.slice(lineStart).trim() === '';
}

function endsLine(text: string, at: number): boolean {
	const rest = /[^\S\n]*(?:\n|$)/y;
	rest.lastIndex = at;
	return rest.test(text);
}
