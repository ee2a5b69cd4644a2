import { inspect } from 'node:util';

import { NodeApiError, NodeOperationError, UserError, type INode } from 'n8n-workflow';

import type { ApiRequest } from '../../../../../nodes/EcGrid/transport/api';
import {
	EcGridError,
	isAboutKeyOrMoment,
	isNotFound,
	nodeError,
	withOutcome,
} from '../../../../../nodes/EcGrid/transport/failure';

const node = {
	name: 'ECGrid',
	type: 'ecGrid',
	parameters: { httpAuthType: 'Basic', password: 's3cr3t!' },
} as unknown as INode;
const context = { getNode: () => node };
const failure = { message: 'It failed', description: 'Try again.', status: 404, errorCode: 'ObjectNotFound' };

test('shows a failed request with its message, what to do, the status and the item', () => {
	const error = new EcGridError(context, failure, 3);
	expect(error).toBeInstanceOf(NodeApiError);
	expect(error).toMatchObject({
		name: 'NodeApiError',
		message: 'It failed',
		description: 'Try again.',
		httpCode: '404',
		errorCode: 'ObjectNotFound',
		context: { itemIndex: 3 },
		node: { name: 'ECGrid', type: 'ecGrid' },
	});
});

test('says what happened to a failed request, if known', () => {
	const told = { outcomeUnknown: true, mayBeDone: true, notSent: true };
	expect(new EcGridError(context, { ...failure, ...told })).toMatchObject(told);
	expect(new EcGridError(context, failure)).toMatchObject({
		outcomeUnknown: false,
		mayBeDone: false,
		notSent: false,
	});
});

test('after an ambiguous failure, calls the outcome unknown unless the request may be repeated', () => {
	const request: ApiRequest = { method: 'POST', path: '/v2/x', body: {}, idempotent: false };
	const unknown = {
		...failure,
		mayBeDone: true,
		outcomeUnknown: true,
		message: "It failed. It isn't known whether ECGrid carried out the request",
	};
	const look = 'Before you run this again, check whether it was carried out: a duplicate may matter.';
	expect(withOutcome(failure, request)).toEqual({ ...unknown, description: `${look} Try again.` });
	expect(withOutcome(failure, { ...request, howToVerify: 'See List.' })).toEqual({
		...unknown,
		description: `${look} See List. Try again.`,
	});
	expect(withOutcome(failure, { ...request, idempotent: true })).toEqual({ ...failure, mayBeDone: true });
});

test.each(['InterchangeNotFound', 'Route not found at ECONNREFUSED', 'ETIMEDOUT', 'EPIPE'])(
	"n8n doesn't mistake a message with %s for a network error",
	(message) => {
		expect(new EcGridError(context, { ...failure, message }).message).toBe(message);
		expect(nodeError(context, message).message).toBe(message);
	},
);

test('bad input is shown in the words of its error', () => {
	const error = nodeError(context, new UserError('“Event” is empty.'), { itemIndex: 2 });
	expect(error).toBeInstanceOf(NodeOperationError);
	expect(error).toMatchObject({ message: '“Event” is empty.', context: { itemIndex: 2 } });
});

test("leaves a node's error unchanged", () => {
	const error = new EcGridError(context, failure);
	expect(nodeError(context, error)).toBe(error);
});

test("an error never keeps the node's parameters or changes the node", () => {
	for (const error of [new EcGridError(context, failure), nodeError(context, 'No')]) {
		expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('s3cr3t!');
	}
	expect(node.parameters).toEqual({ httpAuthType: 'Basic', password: 's3cr3t!' });
});

test.each([
	[{ status: 404 }, false],
	[{ status: 404, errorCode: 'Not Found' }, true],
	[{ status: 200, errorCode: 'ObjectNotFound' }, true],
	[{ status: 400, errorCode: 'InvalidParameter' }, false],
	[{ status: 403 }, false],
	[{}, false],
])('%j: not found is %s', (kind, expected) => {
	expect(isNotFound(new EcGridError(context, { message: '', description: '', ...kind }))).toBe(expected);
});

test("another kind of error isn't “not found”", () => expect(isNotFound(new Error('404'))).toBe(false));

test.each([
	[{ status: 401 }, true],
	[{ status: 403 }, true],
	[{ status: 429 }, true],
	[{ status: 400, errorCode: 'InvalidAPIKey' }, true],
	[{ status: 200, errorCode: 'RateLimitExceeded' }, true],
	[{ status: 404, errorCode: 'ObjectNotFound' }, false],
	[{ status: 500 }, false],
	[{}, false],
])('%j: about the key or the moment rather than the request is %s', (kind, expected) => {
	expect(isAboutKeyOrMoment(kind)).toBe(expected);
});
