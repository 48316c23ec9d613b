import type { Endpoint, EndpointList } from '@codejoust/contract/client';
import { formatMinute } from '../../format/instant.ts';

/** What the page writes an entry of the endpoints file from, as it was typed. */
export type EntryFields = {
	readonly name: string;
	readonly baseUrl: string;
	readonly keyEnv: string;
	readonly models: string;
	readonly concurrency: string;
};
export type WrittenEntry = {
	/** As it stands in the file. */
	readonly json: string;
	/** The line that gives a process the key; undefined for an endpoint without one. */
	readonly variable: string | undefined;
	/** What is wrong with the fields; the start of a process would refuse it. */
	readonly problems: readonly string[];
};

const NAMES = {
	name: 'name',
	baseUrl: 'base_url',
	keyEnv: 'key_env',
	models: 'models',
	concurrency: 'concurrency',
} as const;

/** Of the address of the page; undefined where no entry is asked for. */
export function readEntry(
	params: URLSearchParams,
	endpoints: readonly Endpoint[],
): EntryFields | undefined {
	const name = params.get('entry') ?? params.get(NAMES.name);
	if (name === null) return undefined;
	const known = endpoints.find((one) => one.name === name);
	const given = (field: keyof EntryFields, usual: string) =>
		(params.get(NAMES[field]) ?? usual).trim().slice(0, 500);
	return {
		name: name.trim().slice(0, 100),
		baseUrl: given('baseUrl', known ? `https://${known.host}/v1` : ''),
		keyEnv: given('keyEnv', `${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}_API_KEY`),
		models: given('models', known?.models.join(' ') ?? '*'),
		concurrency: given('concurrency', String(known?.limits.concurrency ?? '')),
	};
}

/** The entry for the file, and what is wrong with it. */
export function writeEntry(fields: EntryFields): WrittenEntry {
	const { name, baseUrl, keyEnv, concurrency } = fields;
	const models = fields.models.split(/[\s,]+/).filter((glob) => glob !== '');
	const entry = {
		name,
		base_url: baseUrl,
		...(keyEnv === '' ? {} : { key_env: keyEnv }),
		models: models.length === 0 ? ['*'] : models,
		...(concurrency === '' ? {} : { concurrency: Number(concurrency) }),
	};
	return {
		json: JSON.stringify(entry, null, '\t'),
		variable: keyEnv === '' ? undefined : `export ${keyEnv}='…'`,
		problems: [
			...(/^[a-z0-9-]{1,40}$/.test(name) && name !== 'rehearsal'
				? []
				: ['Name: a-z, 0-9 and -, at most 40 characters, and not "rehearsal".']),
			...(isAddress(baseUrl) ? [] : ['Address: it begins with http:// or https://.']),
			...(keyEnv === '' || /^[A-Za-z_]\w{0,99}$/.test(keyEnv)
				? []
				: [
						'Variable: letters, digits and _, not a digit first. It is the name of the variable, not the key.',
					]),
			...(concurrency === '' || isWithin(Number(concurrency), 1, 1024)
				? []
				: ['Games at a time: a whole number from 1 to 1,024.']),
		],
	};
}

/** Whether the running process has read what the file says. */
export function describeFile(file: EndpointList['file']): string {
	if (file === null)
		return 'This server has read no file: CODEJOUST_ENDPOINTS was not set when it started. Write a file, and start the server with CODEJOUST_ENDPOINTS set to its path.';
	const read = `This server read ${file.path} when it started, ${formatMinute(file.read_at)}.`;
	if (file.state === 'as-read') return `${read} The file is the same now.`;
	if (file.state === 'changed')
		return `${read} The file has changed since then, and this server does not use the change: restart it.`;
	return `${read} The file cannot be read now: the next start will fail.`;
}

function isAddress(text: string): boolean {
	return /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
}

function isWithin(value: number, least: number, most: number): boolean {
	return Number.isInteger(value) && value >= least && value <= most;
}
