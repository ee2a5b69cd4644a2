import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request, type Agent } from 'node:https';
import { text } from 'node:stream/consumers';
import { answerChallenge, chooseChallenge } from './digest';
import type { CallbackRecord } from './types';

export interface Answer {
	/** 0 when there was none. */
	status: number;
	requestHeaders: Record<string, string>;
	responseHeaders: IncomingHttpHeaders;
	responseBody: string;
	error?: string;
}

/** Posts JSON text to a callback's URL, logging in as it asks; never rejects. */
export async function postTo(
	callback: CallbackRecord,
	body: string,
	agent: Agent,
	signal: AbortSignal,
): Promise<Answer> {
	const headers: Record<string, string> = {
		'content-type': 'application/json',
		'content-length': String(Buffer.byteLength(body)),
		'user-agent': 'ECGrid-Sandbox',
	};
	try {
		const url = new URL(callback.url);
		const login = { username: callback.username ?? '', password: callback.password ?? '' };
		if (callback.httpAuthType === 'Basic') {
			headers.authorization = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
		}
		let response = await send(url, headers, body, agent, signal);
		if (callback.httpAuthType === 'Digest') {
			// A second challenge is answered only when it says that the nonce, not the login, was wrong.
			for (let round = 1; round <= 2 && response.statusCode === 401; round++) {
				const challenge = chooseChallenge(response.headersDistinct['www-authenticate'] ?? []);
				if (!challenge || (round === 2 && !challenge.stale)) break;
				response.resume();
				headers.authorization = answerChallenge(challenge, login, {
					method: 'POST',
					uri: url.pathname + url.search,
				});
				response = await send(url, headers, body, agent, signal);
			}
		}
		return {
			status: response.statusCode!,
			requestHeaders: headers,
			responseHeaders: response.headers,
			responseBody: await text(response),
		};
	} catch (error) {
		const reason = signal.aborted ? signal.reason : error;
		return {
			status: 0,
			requestHeaders: headers,
			responseHeaders: {},
			responseBody: '',
			error: messageOf(reason),
		};
	}
}

const messageOf = (error: unknown) => (error as Error).message || String(error);

function send(url: URL, headers: Record<string, string>, body: string, agent: Agent, signal: AbortSignal) {
	return new Promise<IncomingMessage>((resolve, reject) => {
		request(url, { method: 'POST', headers, agent, signal }, resolve).on('error', reject).end(body);
	});
}
