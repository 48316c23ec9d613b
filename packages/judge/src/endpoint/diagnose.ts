import type { EndpointFinding } from '../definition/endpoint-findings.ts';
import type { ListedModels } from './list-models.ts';

/** How the one game ended. */
export type TestedGame =
	| { readonly kind: 'verdict' }
	| { readonly kind: 'unscored'; readonly reason: string }
	| {
			readonly kind: 'error';
			readonly errorClass: string;
			readonly status?: number | undefined;
			/** The provider's words, without secrets. */
			readonly message: string;
	  };

export type EndpointEvidence = {
	readonly name: string;
	/** The path of its address. */
	readonly path: string;
	readonly hasKey: boolean;
	readonly listed: ListedModels;
	/** What `{base}/v1/models` answered, where it was worth asking. */
	readonly listedUnderV1?: ListedModels | undefined;
	/** What the user calls the address, the key's variable and the time of a call; by default their names in a file of endpoints. */
	readonly options?: OptionNames;
	/** Absent: no model could be chosen. */
	readonly model?: string | undefined;
	readonly game?: TestedGame | undefined;
};

type OptionNames = { readonly address: string; readonly key: string; readonly timeout: string };

const FILE_NAMES: OptionNames = { address: 'base_url', key: 'key_env', timeout: 'timeout_seconds' };

export type Diagnosis = { readonly finding: EndpointFinding; readonly sentence: string };

const TLS = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|ALTNAME|EPROTO/i;
const TIMEOUT = /TIMEOUT|TIMEDOUT/i;
const UNREACHABLE = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ECONNRESET)$/;
const ABOUT_MODEL =
	/model[_ ]not[_ ]found|deployment ?not ?found|deployment\b.{0,60}does not exist|no such model|unknown model|not a valid model|invalid model|model\b.{0,120}\b(does not exist|not exist|not found|not available|unavailable|decommissioned|deprecated|no access|not supported)|(does not exist|not found|unknown|unrecognized)\b.{0,60}\bmodel/i;
const ABOUT_KEY =
	/api[ _-]?key (is )?(not valid|invalid)|(invalid|incorrect|missing)[ _]api[ _-]?key/i;
const ABOUT_PARAMETER =
	/unsupported[_ ](parameter|value)|unknown (name|parameter|argument|field)|unrecognized (request )?(argument|parameter|field)|extra (inputs|fields)|not permitted|is not supported|invalid (parameter|argument|value)/i;
const ABOUT_MONEY =
	/insufficient[_ ](quota|balance|credits?|funds)|billing|exceeded your current quota|payment|requires more credits/i;

/** What is wrong with an endpoint, in one sentence; the first cause that explains what was seen. */
export function diagnose(evidence: EndpointEvidence): Diagnosis {
	return (
		diagnoseRoad(evidence) ??
		diagnoseGame(evidence) ?? {
			finding: 'ok',
			sentence: `The endpoint ${evidence.name} answers, and a verdict of ${evidence.model ?? 'its model'} was read.`,
		}
	);
}

/** Whether asking under `/v1` can tell more: where nothing is found, or a page is. */
export function looksLikeWrongAddress({ path, listed }: Pick<EndpointEvidence, 'path' | 'listed'>) {
	if (/\/v\d+\w*(\/|$)/.test(path)) return false;
	return listed.kind === 'answer' && (listed.status === 404 || listed.status < 300);
}

/** What keeps every call from being answered. */
function diagnoseRoad(evidence: EndpointEvidence): Diagnosis | undefined {
	const { name, listed, game, options = FILE_NAMES } = evidence;
	const code = codeOf(evidence);
	if (code !== undefined) return diagnoseFailure(name, code, options);
	const gameStatus = game?.kind === 'error' ? game.status : undefined;
	if (isRedirect(gameStatus) || (game === undefined && isRedirect(statusOf(listed)))) {
		const to = listed.kind === 'answer' && listed.location ? ` to ${listed.location}` : '';
		const status = gameStatus ?? statusOf(listed);
		return {
			finding: 'redirect',
			sentence: `The address of ${name} redirects${to} (status ${status}), and a redirect is not followed: set ${options.address} to where it leads.`,
		};
	}
	return diagnoseKey(evidence) ?? diagnoseAddress(evidence);
}

/** The code of a connection that brought no answer; the game counts, where there was one. */
function codeOf({ listed, game }: EndpointEvidence): string | undefined {
	if (game?.kind === 'error' && game.status === undefined) {
		if (game.errorClass === 'timeout') return 'TIMEOUT';
		if (game.errorClass === 'network')
			return listed.kind === 'failure' ? listed.code : game.message;
	}
	return game === undefined && listed.kind === 'failure' ? listed.code : undefined;
}

function diagnoseFailure(name: string, code: string, options: OptionNames): Diagnosis {
	if (TLS.test(code))
		return {
			finding: 'tls',
			sentence: `The server of ${name} does not speak TLS as ${options.address} says, or its certificate is not trusted (${code}): check http or https, and name the certificate’s authority in NODE_EXTRA_CA_CERTS if it is your own.`,
		};
	if (TIMEOUT.test(code))
		return {
			finding: 'timeout',
			sentence: `${name} did not answer in time: check the address, the firewall and ${options.timeout}.`,
		};
	const why = UNREACHABLE.test(code) ? ` (${code})` : ` (${code.slice(0, 80)})`;
	return {
		finding: 'unreachable',
		sentence: `The server of ${name} cannot be reached${why}: check host and port of ${options.address}, and that the server runs.`,
	};
}

function diagnoseKey({
	name,
	hasKey,
	listed,
	game,
	options = FILE_NAMES,
}: EndpointEvidence): Diagnosis | undefined {
	const listWords = listed.kind === 'answer' ? listed.message : '';
	const isAboutGame =
		game?.kind === 'error' &&
		(game.status === 401 ||
			game.status === 403 ||
			(game.status === 400 && ABOUT_KEY.test(`${game.message} ${listWords}`)));
	const isAboutList =
		game === undefined && ([401, 403].includes(statusOf(listed) ?? 0) || ABOUT_KEY.test(listWords));
	if (!isAboutGame && !isAboutList) return undefined;
	const words =
		listWords !== '' && ABOUT_KEY.test(listWords)
			? listWords
			: isAboutGame
				? game.message
				: listWords;
	if (isAboutGame && ABOUT_MODEL.test(words)) return undefined;
	const key = hasKey ? 'refuses the key' : `wants a key, and ${options.key} names none`;
	return {
		finding: 'wrong-key',
		sentence: `${name} ${key}: check ${options.key}${options === FILE_NAMES ? ' and auth' : ''}${quote(words)}.`,
	};
}

function diagnoseAddress(evidence: EndpointEvidence): Diagnosis | undefined {
	const { name, listed, listedUnderV1, game, options = FILE_NAMES } = evidence;
	const isThere = listedUnderV1 && (listedUnderV1.kind === 'models' || isGuarded(listedUnderV1));
	const isGameLost =
		game === undefined ||
		(game.kind === 'error' && (game.status === 404 || game.status === 405 || game.status === 200));
	if (isThere && isGameLost)
		return {
			finding: 'wrong-address',
			sentence: `The address of ${name} lacks /v1: there is a list of models at {${options.address}}/v1/models and none at {${options.address}}/models.`,
		};
	if (listed.kind === 'models' || !isGameLost || game?.kind !== 'error') return undefined;
	if (game.status === 200 || ABOUT_MODEL.test(game.message)) return undefined;
	return {
		finding: 'wrong-address',
		sentence: `There are no chat completions at the address of ${name} (status ${game.status}): ${options.address} must end where /chat/completions follows, usually with /v1.`,
	};
}

function diagnoseGame(evidence: EndpointEvidence): Diagnosis | undefined {
	const { name, model, game, listed } = evidence;
	if (model === undefined || game === undefined)
		return {
			finding: 'no-model',
			sentence: `${name} answers, and no model could be chosen to ask a game: name one that it allows.`,
		};
	if (game.kind === 'verdict') return undefined;
	if (game.kind === 'unscored')
		return {
			finding: 'no-verdict',
			sentence: `${name} answers, and no verdict of ${model} could be read (${game.reason}).`,
		};
	const { status, message, errorClass } = game;
	const words = quote(message);
	if (ABOUT_MODEL.test(message) || errorClass === 'model-gone') {
		const known =
			listed.kind === 'models' && listed.ids.length > 0
				? `; it lists ${listed.ids.slice(0, 5).join(', ')}${listed.ids.length > 5 ? ' …' : ''}`
				: '';
		return {
			finding: 'model-unknown',
			sentence: `${name} does not know the model ${model}${known}${words}.`,
		};
	}
	if (errorClass === 'quota' || status === 402 || ABOUT_MONEY.test(message))
		return {
			finding: 'no-money',
			sentence: `The account of ${name} has no money or quota left${words}.`,
		};
	if (status === 429 || errorClass === 'rate-limit')
		return {
			finding: 'rate-limit',
			sentence: `${name} limits the rate of calls just now${words}.`,
		};
	if (status === 400 || status === 404 || status === 422 || errorClass === 'bad-request') {
		const what = ABOUT_PARAMETER.test(message)
			? 'refuses a parameter of the request'
			: 'refuses the request';
		return { finding: 'refused-parameter', sentence: `${name} ${what} for ${model}${words}.` };
	}
	if (status === 200 || status === undefined)
		return {
			finding: 'unreadable',
			sentence: `What ${name} answered is no chat completion${words}.`,
		};
	return {
		finding: 'server-error',
		sentence: `${name} answers with an error (status ${status})${words}.`,
	};
}

function statusOf(listed: ListedModels): number | undefined {
	return listed.kind === 'answer' ? listed.status : undefined;
}

function isRedirect(status: number | undefined): boolean {
	return status !== undefined && status >= 300 && status < 400;
}

/** Something that wants a key is there. */
function isGuarded(listed: ListedModels): boolean {
	return listed.kind === 'answer' && (listed.status === 401 || listed.status === 403);
}

function quote(words: string): string {
	const plain = words.trim().replace(/[.\s]+$/, '');
	return plain === '' ? '' : ` (it says: “${plain.slice(0, 200)}”)`;
}
