/** An error without these values in the provider's words. */
export function redactError<Failure extends { readonly message: string }>(
	error: Failure,
	secrets: readonly string[],
): Failure {
	const message = redactSecrets(error.message, secrets);
	return message === error.message ? error : { ...error, message };
}

export function redactSecrets(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret !== '')
		.reduce((plain, secret) => plain.replaceAll(secret, '***'), text);
}
