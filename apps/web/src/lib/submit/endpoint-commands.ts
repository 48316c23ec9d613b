export type EndpointCommands = {
	/** Absent where this server has no command line to install. */
	readonly install: string | undefined;
	readonly evaluate: string;
	readonly answer: string;
};

/** The commands that make the answers to a benchmark from a model behind an endpoint; words in capitals are the reader's to replace. */
export function endpointCommands({
	benchmark,
	origin,
	clientPath,
	model,
}: {
	readonly benchmark: string;
	readonly origin: string;
	readonly clientPath: string | undefined;
	/** The slug of the model; empty where none was typed. */
	readonly model: string;
}): EndpointCommands {
	const slug = model === '' ? 'MODEL' : model;
	const asked = `--benchmark ${benchmark} --endpoint ENDPOINT_URL --key-env MODEL_KEY`;
	return {
		install:
			clientPath === undefined
				? undefined
				: `npm install --global ${origin}${clientPath}\ncodejoust login --server ${origin}`,
		evaluate: `codejoust evaluate ${asked} --model ${slug}`,
		answer: `codejoust answer ${asked} --model NAME_AT_ENDPOINT --out answers.jsonl`,
	};
}
