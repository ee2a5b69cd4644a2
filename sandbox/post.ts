import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request, type Agent } from 'node:https';
import { text } from 'node:stream/consumers';
import { answerChallenge } from './digest';
import { digestClients, type DigestClient } from './digestClients';
import { written } from './payload';
import type { CallbackRecord, Caller, UrlChange } from './types';

export interface Answer {
	/** 0 if there was no response. */
	status: number;
	requestHeaders: Record<string, string>;
	responseHeaders: IncomingHttpHeaders;
	responseBody: string;
	error?: string;
}

/** Returns the URL to call after any change on the way. */
function arriving(url: URL, change: UrlChange | undefined): URL {
	const event = url.searchParams.get('event') ?? '';
	const query = {
		queryLost: '',
		queryCase: `?Event=${event.toLowerCase()}`,
		queryDoubled: `${url.search}&event=${event}`,
		queryMore: `?via=gateway${url.search.replace('?', '&')}&`,
	};
	return change ? new URL(`${url.origin}${url.pathname}${query[change]}`) : url;
}

/** Posts JSON text to a callback's URL and logs in if challenged. Never rejects. */
export async function postTo(
	callback: CallbackRecord,
	body: string,
	agent: Agent,
	signal: AbortSignal,
	caller: Caller = {},
): Promise<Answer> {
	const { text: content, contentType } = written(body, caller.body ?? 'json');
	const headers: Record<string, string> = {
		'content-type': contentType,
		'content-length': String(Buffer.byteLength(content)),
		'user-agent': 'ECGrid-Sandbox',
	};
	try {
		const url = new URL(callback.url);
		const target = arriving(url, caller.url);
		const post = async () => await send(target, headers, content, agent, signal, caller.hangUp?.afterMs);
		const login = { username: callback.username ?? '', password: callback.password ?? '' };
		if (callback.httpAuthType === 'Basic') {
			headers.authorization = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
		}
		let response = await post();
		if (callback.httpAuthType === 'Digest') {
			const client: DigestClient = digestClients[caller.digestClient ?? 'best'];
			const path = `${caller.proxy ? '/public' : ''}${url.pathname}`;
			const uri = client.withoutQuery ? path : path + url.search;
			// Answer a second challenge only if it says that the nonce, not the login, was wrong.
			for (let round = 1; round <= 2 && response.statusCode === 401; round++) {
				const offered = response.headersDistinct['www-authenticate'] ?? [];
				const challenge = client.choose(caller.proxy ? [offered.join(', ')] : offered);
				if (!challenge || (round === 2 && !challenge.stale)) break;
				response.resume();
				const request = { method: 'POST', uri };
				headers.authorization = answerChallenge(challenge, login, request, undefined, client.quoted);
				response = await post();
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

function send(
	url: URL,
	headers: Record<string, string>,
	body: string,
	agent: Agent,
	signal: AbortSignal,
	hangUpAfterMs?: number,
) {
	return new Promise<IncomingMessage>((resolve, reject) => {
		const sent = request(url, { method: 'POST', headers, agent, signal }, resolve)
			.on('error', reject)
			.end(body);
		if (hangUpAfterMs === undefined) return;
		const hangUp = () => sent.destroy(new Error('The sandbox hung up'));
		sent.once('finish', () => setTimeout(hangUp, hangUpAfterMs).unref());
	});
}
