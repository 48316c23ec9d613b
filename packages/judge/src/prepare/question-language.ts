import type { ChatMessage } from '../endpoint/chat-request.ts';
import { splitFences } from './fences.ts';
import { findLanguage, type LanguageName } from './languages.ts';

/** How the languages are named in a sentence; those whose names are common words only with a word beside them. */
const NAMED: readonly (readonly [LanguageName, RegExp])[] = [
	['python', /\bpython\d*(\.\d+)?\b/i],
	['javascript', /\b(javascript|node\.?js|ecmascript)\b/i],
	['typescript', /\btypescript\b/i],
	['java', /\bjava\b/i],
	['cpp', /\bc\+\+/i],
	['csharp', /\bc#|\bc sharp\b/i],
	['c', /\b(?:in|ansi|the) C\b(?![+#])|\bC (?:function|program|code)\b/],
	['go', /\bgolang\b|\b(?:in|a|using) Go\b|\bGo (?:function|program|code)\b/],
	['rust', /\brust\b/i],
	['ruby', /\bruby\b/i],
	['php', /\bphp\b/i],
	['perl', /\bperl\b/i],
	['bash', /\b(bash|shell script)\b/i],
	['powershell', /\bpowershell\b/i],
	['swift', /\bSwift\b/],
	['kotlin', /\bkotlin\b/i],
	['scala', /\bscala\b/i],
	['haskell', /\bhaskell\b/i],
	['lua', /\bLua\b/],
	['r', /\b(?:in|using) R\b|\bR (?:function|script|code)\b/],
	['julia', /\bJulia\b/],
	['dart', /\bDart\b/],
	['elixir', /\bElixir\b/],
	['clojure', /\bclojure\b/i],
	['sql', /\bsql\b/i],
	['html', /\bhtml\b/i],
	['css', /\bcss\b/i],
	['matlab', /\bmatlab\b/i],
];

/** Named beside another language, these are what its code works with. */
const GUESTS: ReadonlySet<LanguageName> = new Set(['sql', 'html', 'css', 'bash']);

/**
 * The one language of a question: the only one that the fences of its user name or, where they name none, the only one in their
 * words. Undefined for none, and for several.
 */
export function findQuestionLanguage(turns: readonly ChatMessage[]): LanguageName | undefined {
	const parts = turns
		.filter(({ role }) => role === 'user')
		.flatMap(({ content }) => splitFences(content.slice(0, MOST_CHARACTERS)));
	const tagged = new Set(
		parts.flatMap((part) => (part.kind === 'code' ? (findLanguage(part.tag) ?? []) : [])),
	);
	if (tagged.size > 0) return only(tagged);
	const prose = parts.flatMap((part) => (part.kind === 'prose' ? part.text : [])).join('\n');
	const named = NAMED.flatMap(([name, words]) => (words.test(prose) ? name : []));
	const hosts = named.filter((name) => !GUESTS.has(name));
	return only(new Set(hosts.length > 0 ? hosts : named));
}

/** What a question is about stands near its beginning. */
const MOST_CHARACTERS = 50_000;

function only(names: ReadonlySet<LanguageName>): LanguageName | undefined {
	return names.size === 1 ? [...names][0] : undefined;
}
