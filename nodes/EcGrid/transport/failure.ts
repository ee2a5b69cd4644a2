import {
	NodeApiError,
	NodeOperationError,
	type FunctionsBase,
	type INode,
	type JsonObject,
} from 'n8n-workflow';

import type { ApiRequest, Failure } from './api';

/** The failure of a request that ECGrid may have carried out, with what is unknown and how to find out. */
export function withOutcome(failure: Failure, request: ApiRequest): Failure {
	if (request.idempotent) return { ...failure, mayBeDone: true };
	return {
		...failure,
		mayBeDone: true,
		message: `${failure.message}. It isn't known whether ECGrid carried out the request`,
		description: [
			'Before you run this again, check whether it was carried out: a duplicate may matter.',
			request.howToVerify,
			failure.description,
		]
			.filter(Boolean)
			.join(' '),
		outcomeUnknown: true,
	};
}

type ErrorContext = Pick<FunctionsBase, 'getNode'>;

/** The node that an error names, without its parameters: they may contain a password, and n8n stores whole errors. */
const nodeOf = (context: ErrorContext): INode => ({ ...context.getNode(), parameters: {} });

/**
 * A failed request as n8n shows it. It is built from plain values only, because n8n's own error keeps the request,
 * and with it the API key, as its cause.
 */
export class EcGridError extends NodeApiError {
	readonly errorCode?: string;

	readonly status?: number;

	/** True if ECGrid itself reported the failure. */
	readonly isFromEcGrid: boolean;

	readonly outcomeUnknown: boolean;

	readonly retryReason?: Failure['retryReason'];

	/** True if ECGrid may have carried out the request in any of the attempts. */
	readonly mayBeDone: boolean;

	/** True if the last attempt sent nothing to ECGrid. */
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
		// n8n replaces a message that contains "ENOTFOUND" and the like, in any letter case: "InterchangeNotFound".
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

/** An error of the node itself, such as bad input, with the message of `problem`. Returns a node error as it is. */
export function nodeError(
	context: ErrorContext,
	problem: unknown,
	options: { itemIndex?: number; description?: string } = {},
): NodeApiError | NodeOperationError {
	if (problem instanceof NodeApiError || problem instanceof NodeOperationError) return problem;
	const message = problem instanceof Error ? problem.message : String(problem);
	return Object.assign(new NodeOperationError(nodeOf(context), message, options), { message });
}

/** Whether ECGrid itself, by its own code, says that it doesn't know the object (or doesn't show it to this key). A gateway's 404, whatever its title, says nothing about the object. */
export const saysNotFound = ({ status, errorCode }: Pick<Failure, 'status' | 'errorCode'>): boolean =>
	errorCode === 'ObjectNotFound' || (status === 404 && errorCode !== undefined);

export const isNotFound = (error: unknown): boolean => error instanceof EcGridError && saysNotFound(error);

const ABOUT_KEY_OR_MOMENT = ['InvalidAPIKey', 'InvalidSession', 'AccessDenied', 'RateLimitExceeded'];

/** Whether a refusal is about the API key or too many requests, and so says nothing about the requested object. */
export const isAboutKeyOrMoment = ({ status, errorCode }: Pick<Failure, 'status' | 'errorCode'>): boolean =>
	[401, 403, 429].includes(status ?? 0) || ABOUT_KEY_OR_MOMENT.includes(errorCode ?? '');
