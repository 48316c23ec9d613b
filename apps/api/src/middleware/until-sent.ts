/** The same response, which calls `onSent` once when its body has been sent, has failed or is wanted no more. */
export function untilSent(response: Response, onSent: () => void): Response {
	if (response.body === null) {
		onSent();
		return response;
	}
	const reader = response.body.getReader();
	const body = new ReadableStream<Uint8Array>({
		pull: async (controller) => {
			try {
				const { done, value } = await reader.read();
				if (!done) return controller.enqueue(value);
				onSent();
				controller.close();
			} catch (error) {
				onSent();
				throw error;
			}
		},
		cancel: async (reason) => {
			onSent();
			await reader.cancel(reason);
		},
	});
	return new Response(body, response);
}
