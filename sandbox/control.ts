import type { FastifyInstance } from 'fastify';
import { parcelInfo } from './parcels';
import { answerKinds, orderTypes, type PartnerOrders, type PartnerRule } from './partner/types';
import type { EventDetails, Fault, NewParcel, Sandbox } from './types';

const text = { type: 'string' };
const id = { type: 'integer', minimum: 0 };
const flag = { type: 'boolean' };

const object = (properties: object, required: string[] = []) => ({
	type: 'object',
	properties,
	required,
	additionalProperties: false,
});

const parcelSchema = object(
	{
		fileName: { type: 'string', minLength: 1 },
		content: text,
		encoding: { enum: ['utf8', 'base64'] },
		mailboxId: id,
		ecGridIdFrom: id,
		ecGridIdTo: id,
		created: { type: 'string', format: 'datetime' },
		fire: flag,
	},
	['fileName', 'content'],
);

const eventSchema = object(
	{
		event: text,
		mailboxId: id,
		networkId: id,
		objectId: id,
		callBackEvent: text,
		status: text,
		fileName: text,
		ecGridId: id,
		isTest: flag,
		payload: {},
	},
	['event'],
);

const faultSchema = object({
	times: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'always' }] },
	afterWork: flag,
	delayMs: { type: 'integer', minimum: 0 },
	cut: flag,
	status: { type: 'integer', minimum: 200, maximum: 599 },
	success: { const: false },
	errorCode: text,
	message: text,
	retryAfter: { anyOf: [{ type: 'integer' }, text] },
	redirect: text,
	body: text,
});

const faultsSchema = object({ endpoint: text, faults: { type: 'array', items: faultSchema, minItems: 1 } }, [
	'endpoint',
	'faults',
]);

const partnerSchema = object(
	{
		answers: { enum: answerKinds },
		delaySeconds: { type: 'number', minimum: 0, maximum: 86_400 },
		times: { type: 'integer', minimum: 1, maximum: 10 },
		acknowledgment: { enum: ['997', '999'] },
		for: object({ ecGridId: id, mailboxId: id, type: { type: 'string', minLength: 1 } }),
	},
	['answers'],
);

const countUpTo = (maximum: number) => ({ type: 'integer', minimum: 1, maximum });

const ordersSchema = object({
	count: countUpTo(1000),
	type: { enum: orderTypes },
	lines: countUpTo(1000),
	perParcel: countUpTo(1000),
	ecGridIdFrom: id,
	ecGridIdTo: id,
	acknowledgmentRequested: flag,
});

interface ParcelInput extends Omit<NewParcel, 'content' | 'created'> {
	content: string;
	encoding?: 'utf8' | 'base64';
	created?: string;
	fire?: boolean;
}

interface FaultsInput {
	endpoint: string;
	faults: Array<Omit<Fault, 'times'> & { times?: number | 'always' }>;
}

/**
 * Serves the sandbox's programmatic controls over HTTP under /sandbox. No key is required: the server listens
 * on loopback.
 */
export function serveControl(server: FastifyInstance, sandbox: Sandbox): void {
	server.get('/sandbox/requests', () => sandbox.requests);
	server.get('/sandbox/callbacks', () => sandbox.callbacks);
	server.get('/sandbox/deliveries', () => sandbox.deliveries);

	server.post<{ Body: ParcelInput }>('/sandbox/parcels', { schema: { body: parcelSchema } }, ({ body }) => {
		const { content, encoding, created, fire, ...parcel } = body;
		const record = sandbox.addParcel(
			{ ...parcel, content: Buffer.from(content, encoding), ...(created && { created: new Date(created) }) },
			{ fire },
		);
		return parcelInfo(record);
	});

	server.post<{ Body: EventDetails & { event: string } }>(
		'/sandbox/events',
		{ schema: { body: eventSchema } },
		({ body: { event, ...details } }) => sandbox.fire(event, details),
	);

	server.post<{ Body: FaultsInput }>(
		'/sandbox/faults',
		{ schema: { body: faultsSchema } },
		({ body }, reply) => {
			const faults = body.faults.map(({ times, ...fault }) => ({
				...fault,
				times: times === 'always' ? Infinity : times,
			}));
			sandbox.fault(body.endpoint, ...faults);
			return reply.code(204).send();
		},
	);

	server.delete('/sandbox/faults', (_request, reply) => {
		sandbox.clearFaults();
		return reply.code(204).send();
	});

	server.get('/sandbox/partner', () => sandbox.partner.report());

	server.post<{ Body: PartnerRule }>(
		'/sandbox/partner',
		{ schema: { body: partnerSchema } },
		({ body }, reply) => {
			sandbox.partner.answer(body);
			return reply.code(204).send();
		},
	);

	server.delete('/sandbox/partner', (_request, reply) => {
		sandbox.partner.clear();
		return reply.code(204).send();
	});

	server.post<{ Body: PartnerOrders }>(
		'/sandbox/partner/orders',
		{ schema: { body: ordersSchema } },
		({ body }) => sandbox.partner.sendOrders(body),
	);
}
