/** The words by which judges state a verdict. */
const VERDICT_NOUN = String.raw`(?:verdict|decision|judge?ment|conclusion|choice|answer|result|rating|label|winner|evaluation|assessment)`;

/** How a line begins that only states a verdict, the label itself cut off. */
const VERDICT_START = new RegExp(
	String.raw`^(?:(?:therefore|thus|so|overall|hence|finally|in conclusion|in summary|to conclude),? )?(?:(?:my|the|our) )?(?:(?:final|overall|ultimate) )?${VERDICT_NOUN}\b|^(?:it(?:'|’| i)s a )?(?:tie|draw)\b|^(?:assistant |answer |response )?[ab] is (?:(?:significantly|slightly|much|clearly|marginally|a little|a bit|somewhat|far|the) )?better\b`,
	'i',
);

/** A verdict that stands right before the marks: "my final verdict is", "I choose". */
const STATED = new RegExp(
	String.raw`(?:\b(?:my|our|the final|final|overall|the overall)(?: final| overall)? ${VERDICT_NOUN}|\bi (?:\w{1,12} )?(?:choose|pick|select|vote|conclude|settle on|go with|decide on|give))(?:\W{1,3}(?:is|would be|remains|stays|therefore|thus|hence|then|clearly|simply|as|to be|for|with|the|a|label|tie|that|this)){0,5}\W{0,4}$|\b(?:final|overall|verdict|decision|conclusion|judge?ment|winner|result)\W{0,4}[:=→]\W{0,4}$`,
	'i',
);

/** Somebody else's words follow: those of an answer, of the prompt, or of an example. */
const ATTRIBUTED = new RegExp(
	[
		String.raw`\b(?:such as|for example|for instance|e\.g\.|instead of|rather than|not|nor|never|unlike|than|against|between|or|vs\.?|versus|either|neither|would mean|means)\W{0,4}$`,
		String.raw`\b(?:asked|told|instructed|supposed|required|meant|expected) to (?:\w{1,16}\W{1,3}){0,7}$`,
		String.raw`\b(?:assistant(?: [ab])?|(?:answer|response)(?: of)?(?: [ab])?|author|user|prompt|instructions?|template|comment|docstring|example|it|they|which|who)(?:'s|’s)?\W{1,3}(?:\w{1,16}\W{1,3}){0,4}?(?:ends?|closes?|begins?|starts?|contains?|includes?|has|holds?|wrote|writes?|says?|said|claims?|claimed|quotes?|states?|stated|asserts?|declares?|prints?|outputs?|adds?|added|repeats?|asks?|tells?|reads?|with)(?:\W{1,3}(?:with|by|that|the|a|an|line|words?|of|its|own|text|label|labels|comment|sentence|phrase|literal|string|as|in|on|out|only|just|for|me|us|to|end)){0,8}\W{0,4}$`,
	].join('|'),
	'i',
);

/** Of the words before a label, this much is read. */
const READ_CHARACTERS = 200;

/** Whether a line that ends before a label, marks cut off, only states a verdict. */
export function isVerdictStart(line: string): boolean {
	const start = line.slice(0, READ_CHARACTERS).replace(/^[\s–•+-]{0,8}(?:\d{1,2}[.)]\s{0,4})?/, '');
	return VERDICT_START.test(start);
}

/** Whether the words right before a quotation or a code span state a verdict. */
export function statesVerdict(before: string): boolean {
	return STATED.test(lastSentence(before));
}

/** Whether the words right before a quotation, a code span or a block say that it is somebody else's. */
export function isAttributed(before: string): boolean {
	return ATTRIBUTED.test(lastSentence(before));
}

function lastSentence(text: string): string {
	const end = text.slice(-READ_CHARACTERS);
	const from = Math.max(...['. ', '! ', '? ', '; '].map((mark) => end.lastIndexOf(mark)));
	return end.slice(from === -1 ? 0 : from + 2).replace(/[*_`#]/g, '');
}
