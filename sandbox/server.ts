import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Handlers } from './api';
import { endpoints, type Endpoint } from '../test/contract';
import { ApiError, failure } from './envelope';
import { faultyAnswer, replacesAnswer, tokenBucket, type Faults } from './faults';
import { problemWith, requestSchema } from './schemas';
import type { Fault, RateLimit, RecordedRequest } from './types';

const MAX_BODY = 128 * 1024 * 1024;

const withoutKey = ['GET /v2/auth/version', 'POST /v2/auth/login'];

const schemas = new Map(endpoints.map((endpoint) => [endpoint, requestSchema(endpoint)]));

declare module 'fastify' {
	interface FastifyContextConfig {
		endpoint?: string;
	}
	interface FastifyRequest {
		recorded: RecordedRequest;
		fault: Fault | undefined;
	}
}

export interface ApiOptions {
	handlers: Handlers;
	faults: Faults;
	requests: RecordedRequest[];
	isKey: (key: unknown) => boolean;
	/** Wraps the data of a successful response; undefined if the response has no body. */
	envelope: (data: unknown) => object | undefined;
	/** Wraps a refusal. */
	refusal: (error: ApiError) => object;
	rateLimit?: RateLimit;
	latencyMs?: number;
	/** Ends every wait. */
	stopped: AbortSignal;
}

/** A body that isn't JSON, as text. */
class Unreadable {
	constructor(readonly text: string) {}
}

/** Creates an HTTP server that accepts only JSON or no body and refuses requests with an envelope. */
export function createServer(): FastifyInstance {
	const server = fastify({ bodyLimit: MAX_BODY, forceCloseConnections: true, exposeHeadRoutes: false });

	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (request, text, done) => {
		if (text === '') return done(null, undefined);
		if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
			return done(null, new Unreadable(text as string));
		try {
			done(null, JSON.parse(text as string));
		} catch {
			done(null, new Unreadable(text as string));
		}
	});
	server.setValidatorCompiler(({ schema }) => (value) => {
		const error = problemWith(schema as object, value);
		return error ? { error } : { value };
	});
	refuseWith(server, failure);
	return server;
}

/** Wraps every error response. */
function refuseWith(server: FastifyInstance, refusal: (error: ApiError) => object): void {
	server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
		const known = error instanceof ApiError ? error : new ApiError(error.statusCode ?? 500, error.message);
		return reply.code(known.statusCode).send(refusal(known));
	});
}

/** Serves every endpoint of the contract under /v2. */
export function serveApi(server: FastifyInstance, options: ApiOptions): void {
	const { handlers, faults, requests, isKey, rateLimit, latencyMs = 0, stopped } = options;
	const takeToken = rateLimit ? tokenBucket(rateLimit) : () => 0;

	void server.register(async (api) => {
		refuseWith(api, options.refusal);
		api.decorateRequest('recorded');
		api.decorateRequest('fault');

		api.addHook('onRequest', async (request) => {
			request.recorded = {
				at: Date.now(),
				method: request.method,
				path: request.url.split('?')[0]!,
				endpoint: request.routeOptions.config.endpoint,
				query: request.query as Record<string, unknown>,
				headers: request.headers,
				rawHeaders: request.raw.rawHeaders,
				body: undefined,
				status: 0,
			};
			requests.push(request.recorded);
		});

		// Validate here, after the body arrives, so that refused requests are recorded in full.
		api.addHook('preValidation', async (request, reply) => {
			const { recorded, body } = request;
			recorded.body = body instanceof Unreadable ? body.text : body;
			await pause(latencyMs, stopped);

			const wait = takeToken();
			if (wait > 0) {
				reply.header('retry-after', Math.ceil(wait));
				throw new ApiError(429, 'Too many requests');
			}

			const fault = faults.take(recorded.endpoint);
			if (fault?.afterWork) request.fault = fault;
			else if (fault) {
				await pause(fault.delayMs, stopped);
				if (fault.cut) return cut(request, reply);
				if (replacesAnswer(fault)) return reply.send(faultyAnswer(fault, reply));
			}

			if (!withoutKey.includes(recorded.endpoint ?? '')) checkKey(request, isKey);
			if (body instanceof Unreadable) throw new ApiError(400, 'body: must be JSON, sent as application/json');
		});

		api.addHook('onSend', async (request, reply, payload) => {
			const { fault, recorded } = request;
			await pause(fault?.delayMs, stopped);
			if (fault?.cut) {
				request.raw.socket.destroy();
				return payload;
			}
			const sent = fault && replacesAnswer(fault) ? faultyAnswer(fault, reply) : payload;
			recorded.status = reply.statusCode;
			return sent;
		});

		for (const endpoint of endpoints) addRoute(api, endpoint, handlers[endpoint.name]!, options.envelope);

		api.all('/*', () => {
			throw new ApiError(404, 'There is no such endpoint');
		});
	});
}

function addRoute(
	api: FastifyInstance,
	endpoint: Endpoint,
	handle: Handlers[string],
	envelope: ApiOptions['envelope'],
): void {
	api.route({
		method: endpoint.method,
		url: endpoint.path.replace(/\{(\w+)\}/g, ':$1'),
		schema: schemas.get(endpoint),
		config: { endpoint: endpoint.name },
		handler: async (request, reply) => {
			const answer = envelope(await handle(inputOf(request) as never));
			return answer ?? (await reply.code(204).send());
		},
	});
}

/**
 * Returns the path, query and body fields in one object. Path and query values are text: digits, `true` or
 * `false`.
 */
function inputOf({ params, query, body }: FastifyRequest): object {
	const texts = Object.entries({
		...(params as Record<string, string>),
		...(query as Record<string, string>),
	});
	return {
		...Object.fromEntries(
			texts.map(([name, text]) => [name, /^\d/.test(text) ? Number(text) : text === 'true']),
		),
		...(body as object),
	};
}

function checkKey({ headers }: FastifyRequest, isKey: ApiOptions['isKey']): void {
	const key = headers['x-api-key'];
	if (isKey(key)) return;
	if (key === undefined && headers.authorization)
		throw new ApiError(401, 'The session is not valid', 'InvalidSession');
	throw new ApiError(401, key === undefined ? 'X-API-Key is missing' : 'The API key is not valid');
}

function cut(request: FastifyRequest, reply: FastifyReply): FastifyReply {
	reply.hijack();
	request.raw.socket.destroy();
	return reply;
}

async function pause(ms = 0, signal: AbortSignal): Promise<void> {
	if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => {});
}
