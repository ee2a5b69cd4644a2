import {
	NodeApiError,
	NodeOperationError,
	type FunctionsBase,
	type INode,
	type JsonObject,
} from 'n8n-workflow';

import type { ApiRequest, Failure } from './api';

/** Added to a failure after which ECGrid may have acted: what is unknown, and how to find out. */
export function withOutcome(failure: Failure, request: ApiRequest): Failure {
	if (request.idempotent) return { ...failure, mayBeDone: true };
	return {
		...failure,
		mayBeDone: true,
		message: `${failure.message}. It is not known whether ECGrid did what was asked`,
		description: [
			'Before you run this again, look whether it was done: doing it twice may matter.',
			request.howToVerify,
			failure.description,
		]
			.filter(Boolean)
			.join(' '),
		outcomeUnknown: true,
	};
}

type ErrorContext = Pick<FunctionsBase, 'getNode'>;

/** The node that an error names, without its parameters: a password may be among them, and n8n stores errors whole. */
const nodeOf = (context: ErrorContext): INode => ({ ...context.getNode(), parameters: {} });

/**
 * A failed request as n8n shows it. It is built from plain values alone: n8n's own error keeps the request,
 * and with it the API key, as its cause.
 */
export class EcGridError extends NodeApiError {
	readonly errorCode?: string;

	readonly status?: number;

	/** True when ECGrid itself said so. */
	readonly isFromEcGrid: boolean;

	readonly outcomeUnknown: boolean;

	readonly retryReason?: Failure['retryReason'];

	/** True when ECGrid may have done what was asked in any of the tries. */
	readonly mayBeDone: boolean;

	/** True when nothing of the last try went out to ECGrid. */
	readonly notSent: boolean;

	constructor(context: ErrorContext, failure: Failure, itemIndex?: number) {
		super(nodeOf(context), {} as JsonObject, {
			message: failure.message,
			description: failure.description,
			httpCode: failure.status?.toString(),
			itemIndex,
			level: 'warning',
		});
		this.name = 'NodeApiError';
		// n8n puts another message in place of one that holds "ENOTFOUND" and the like, in any case: "InterchangeNotFound".
		this.message = failure.message;
		this.errorCode = failure.errorCode;
		this.status = failure.status;
		this.isFromEcGrid = failure.isFromEcGrid ?? false;
		this.outcomeUnknown = failure.outcomeUnknown ?? false;
		this.retryReason = failure.retryReason;
		this.mayBeDone = failure.mayBeDone ?? false;
		this.notSent = failure.notSent ?? false;
	}
}

/** An error of the node itself, such as bad input, in the words of `message` or of the error that is given. Gives back what is an error of a node already. */
export function nodeError(
	context: ErrorContext,
	problem: unknown,
	options: { itemIndex?: number; description?: string } = {},
): NodeApiError | NodeOperationError {
	if (problem instanceof NodeApiError || problem instanceof NodeOperationError) return problem;
	const message = problem instanceof Error ? problem.message : String(problem);
	return Object.assign(new NodeOperationError(nodeOf(context), message, options), { message });
}

/** Whether ECGrid itself, by its own code, said that it does not know the object (or does not show it to this key). A 404 of a gateway in front of it, whatever its title, says nothing about the object. */
export const saysNotFound = ({ status, errorCode }: Pick<Failure, 'status' | 'errorCode'>): boolean =>
	errorCode === 'ObjectNotFound' || (status === 404 && errorCode !== undefined);

export const isNotFound = (error: unknown): boolean => error instanceof EcGridError && saysNotFound(error);

const ABOUT_KEY_OR_MOMENT = ['InvalidAPIKey', 'InvalidSession', 'AccessDenied', 'RateLimitExceeded'];

/** Whether a refusal is about the API key, or about too many requests, and so says nothing of what was asked for. */
export const isAboutKeyOrMoment = ({ status, errorCode }: Pick<Failure, 'status' | 'errorCode'>): boolean =>
	[401, 403, 429].includes(status ?? 0) || ABOUT_KEY_OR_MOMENT.includes(errorCode ?? '');
