/** Where the operator wants to be told; from the environment alone. */
export type Webhook = {
	readonly url: string;
	/** Signs what is sent. */
	readonly secret?: string | undefined;
};
