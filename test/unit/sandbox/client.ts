import type { Sandbox } from '../../../sandbox';

export interface Answer<T> {
	status: number;
	headers: Headers;
	success: boolean;
	data: T;
	errorCode: string;
	message: string;
}

/** Calls an endpoint ('POST /v2/callbacks/create') with the sandbox's key. A text body is sent unchanged. */
export async function call<T = unknown>(
	sandbox: Sandbox,
	endpoint: string,
	body?: unknown,
	headers: Record<string, string> = {},
): Promise<Answer<T>> {
	const [method, path] = endpoint.split(' ');
	const response = await fetch(sandbox.url + path, {
		method,
		redirect: 'manual',
		headers: {
			'X-API-Key': sandbox.apiKey,
			...(body !== undefined && { 'Content-Type': 'application/json' }),
			...headers,
		},
		body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
	});
	const envelope = (await response.json()) as Omit<Answer<T>, 'status' | 'headers'>;
	return { ...envelope, status: response.status, headers: response.headers };
}
