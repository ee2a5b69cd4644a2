import {
	NodeApiError,
	NodeOperationError,
	type FunctionsBase,
	type INode,
	type JsonObject,
} from 'n8n-workflow';

import type { ApiRequest } from './api';

/** What went wrong with one request to ECGrid, in plain values only. */
export interface Failure {
	/** What happened, as a sentence without a full stop. */
	message: string;
	/** What to do about it. */
	description: string;
	/** HTTP status; undefined when no answer came. */
	status?: number;
	/** ECGrid's own code, such as `ObjectNotFound`: the field `errorCode` of its envelope and nothing else. */
	errorCode?: string;
	/** True when ECGrid may have done what was asked although no good answer came. */
	mayBeDone?: boolean;
	/** True when, besides, doing it again may matter. */
	outcomeUnknown?: boolean;
	/** True when nothing of the request went out to ECGrid. */
	unsent?: boolean;
	/**
	 * What another try can help against: `limited` (refused for the moment, nothing was done), `unreached` (no
	 * connection was made, nothing was done), `faltering` (may have been done). Undefined: no other try helps.
	 */
	passing?: 'limited' | 'unreached' | 'faltering';
	/** Milliseconds that ECGrid asks to wait. */
	retryAfter?: number;
}

/** Added to a failure after which ECGrid may have acted: what is unknown, and how to find out. */
export function withOutcome(failure: Failure, request: ApiRequest): Failure {
	if (request.repeatable) return { ...failure, mayBeDone: true };
	return {
		...failure,
		mayBeDone: true,
		message: `${failure.message}. It is not known whether ECGrid did what was asked`,
		description: [
			'Before you run this again, look whether it was done: doing it twice may matter.',
			request.check,
			failure.description,
		]
			.filter(Boolean)
			.join(' '),
		outcomeUnknown: true,
	};
}

type NodeOwner = Pick<FunctionsBase, 'getNode'>;

/** The node that an error names, without its parameters: a password may be among them, and n8n stores errors whole. */
const nodeOf = (context: NodeOwner): INode => ({ ...context.getNode(), parameters: {} });

/**
 * A failed request as n8n shows it. It is built from plain values alone: n8n's own error keeps the request,
 * and with it the API key, as its cause.
 */
export class EcGridError extends NodeApiError {
	readonly errorCode?: string;

	readonly status?: number;

	readonly outcomeUnknown: boolean;

	readonly passing?: Failure['passing'];

	/** True when ECGrid may have done what was asked in any of the tries. */
	readonly mayBeDone: boolean;

	/** True when nothing of the last try went out to ECGrid. */
	readonly unsent: boolean;

	constructor(context: NodeOwner, failure: Failure, itemIndex?: number) {
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
		this.outcomeUnknown = failure.outcomeUnknown ?? false;
		this.passing = failure.passing;
		this.mayBeDone = failure.mayBeDone ?? false;
		this.unsent = failure.unsent ?? false;
	}
}

/** An error of the node itself, such as bad input, in the words of `message` or of the error that is given. Gives back what is an error of a node already. */
export function nodeError(
	context: NodeOwner,
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
