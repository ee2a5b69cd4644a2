import type { IDataObject } from 'n8n-workflow';

import { EcGridError, isNotFound, nodeError } from '../transport/failure';
import { withoutLogins } from '../transport/logins';
import { allRows, IncompleteList } from '../transport/pages';
import { firstSet, firstId, firstText } from '../transport/record';
import type { ApiRequest } from '../transport/api';
import { send } from '../transport/send';
import { SHORT_RETRY_BUDGET_MS } from '../transport/retry';
import { eventOfUrl, registeredUrl } from './address';
import { rememberGiven, verifierOf, type Login } from './login';
import { nodeFingerprint } from '../runtime/nodeFingerprint';
import { isFirstTime } from './registrationState';
import type { Scope } from './settings';
import type { RegistrationContext, DesiredRegistration } from './desiredRegistration';

/** A callback that ECGrid has for this node's webhook URL. */
export interface FoundCallback {
	callbackId: number;
	event: string;
	/** Whether ECGrid calls the ID `callBackQueueId`. */
	isQueueId?: boolean;
}

/**
 * The outcome of asking ECGrid to repair a callback: `live` if it delivers; `gone` if ECGrid no longer knows it;
 * `refused` if it is still ended or suspended after the update, ECGrid refused the update, or its scope differs.
 */
export type Reasserted = 'live' | 'gone' | 'refused';

/**
 * The statuses in which ECGrid delivers nothing. An unknown status isn't one of them: better two callbacks than none.
 */
const NOT_DELIVERING = ['suspended', 'terminated'];

const HTTP_AUTH_TYPE = { basic: 'Basic', digest: 'Digest', none: 'None' };
/** The fewest milliseconds allowed for a request. */
const MIN_TIMEOUT_MS = 500;

/**
 * The ID of a callback in a response. Row C6 of the sheet: in a list, a `callBackQueueId` may be the ID of a delivery,
 * and thus identify somebody else's callback.
 */
function idIn(record: unknown): Pick<FoundCallback, 'callbackId' | 'isQueueId'> | undefined {
	const callbackId = firstId(record, 'callbackId', 'callBackEventId');
	if (typeof callbackId === 'number') return { callbackId };
	const queueId = firstId(record, 'callBackQueueId');
	return typeof queueId === 'number' ? { callbackId: queueId, isQueueId: true } : undefined;
}

const loginFields = ({ authentication }: DesiredRegistration, login: Login): IDataObject =>
	authentication === 'none'
		? { httpAuthType: 'None' }
		: { httpAuthType: HTTP_AUTH_TYPE[authentication], ...login };

/** Sends a request with a login for ECGrid, and remembers which login ECGrid has from then on. */
async function sendWithLogin(
	context: RegistrationContext,
	{ authentication }: DesiredRegistration,
	event: string,
	login: Login,
	request: ApiRequest,
): Promise<unknown> {
	const remember = (sure: boolean) => {
		if (authentication !== 'none') rememberGiven(nodeFingerprint(context), event, verifierOf(login), sure);
	};
	try {
		const data = await send(context, request);
		remember(true);
		return data;
	} catch (error) {
		if (error instanceof EcGridError && error.mayBeDone) remember(false);
		throw nodeError(context, error);
	}
}

const hasScope = (record: unknown, scope: Scope): boolean =>
	(['mailboxId', 'networkId'] as const).every((name) => firstId(record, name) === scope[name]);

/** How long to wait for ECGrid: if others wait too, one attempt until then, in epoch milliseconds. */
export interface Deadline {
	deadline?: number;
}

const timeLimits = ({ deadline }: Deadline): Pick<ApiRequest, 'timeoutMs' | 'retryBudgetMs'> =>
	deadline === undefined
		? { retryBudgetMs: SHORT_RETRY_BUDGET_MS }
		: { timeoutMs: Math.max(MIN_TIMEOUT_MS, deadline - Date.now()), retryBudgetMs: 0 };

/**
 * Returns the rows of the queue list, even if ECGrid doesn't return all of them. At worst, a callback that it doesn't
 * show is duplicated. Without a callback, every event would be missed.
 */
async function queueEntries(context: RegistrationContext, waiting: Deadline): Promise<IDataObject[]> {
	try {
		return await allRows(
			context,
			{
				method: 'POST',
				path: '/v2/callbacks/queue-list',
				body: {},
				idempotent: true,
				...timeLimits(waiting),
			},
			{ until: waiting.deadline },
		);
	} catch (error) {
		if (!(error instanceof IncompleteList)) throw nodeError(context, error);
		if (isFirstTime(context, 'cut list')) {
			context.logger.warn(
				`ECGrid Trigger: ECGrid doesn't return its whole list of callbacks, only ${error.rows.length} rows of it, so it may have a second callback for this webhook that it doesn't show. If events are duplicated, their items differ in “callbackId”, if they have one. Delete the callback with the lower ID, which was left behind, with the ECGrid node: Callback → Delete. If it was the trigger's own, the schedule creates it again.`,
			);
		}
		return error.rows;
	}
}

/**
 * The callbacks that ECGrid lists for each of these webhook addresses, whatever their event. `queueIds`: ECGrid has used the name
 * `callBackQueueId` for their IDs. Page: rest-api/callbacks/queue-list.
 */
export async function findCallbacks(
	context: RegistrationContext,
	addresses: string[],
	{ queueIds, ...waiting }: Deadline & { queueIds: boolean },
): Promise<FoundCallback[][]> {
	const rows = await queueEntries(context, waiting);
	return addresses.map((address) =>
		rows.flatMap((row) => {
			const id = idIn(row);
			const event = eventOfUrl(address, firstText(row, 'url') ?? '');
			return id && event !== undefined && (queueIds || !id.isQueueId) ? [{ ...id, event }] : [];
		}),
	);
}

/** Registers the webhook for one event and returns the new callback. Page: rest-api/callbacks/create-callback. */
export async function createCallback(
	context: RegistrationContext,
	desired: DesiredRegistration,
	event: string,
	login: Login,
	waiting: Deadline = {},
): Promise<FoundCallback> {
	const url = registeredUrl(desired.address, event);
	const data = await sendWithLogin(context, desired, event, login, {
		method: 'POST',
		path: '/v2/callbacks/create',
		body: { url, event, ...desired.scope, ...loginFields(desired, login) },
		idempotent: false,
		returnsData: true,
		...timeLimits(waiting),
	});
	const id = idIn(data);
	if (!id) {
		throw nodeError(context, `ECGrid created a callback for ${event} events but didn't return its ID`, {
			description: `Find the callback with the URL ${url} in ECGrid and delete it.`,
		});
	}
	return { ...id, event };
}

/**
 * Updates a callback at ECGrid to the desired URL, event and login, and makes it active. This one request both proves
 * that the callback exists and repairs it. A callback that this node doesn't remember must also have the desired scope,
 * which can't change after its creation. Page: rest-api/callbacks/update-callback.
 */
export async function reassert(
	context: RegistrationContext,
	{ callbackId, event }: FoundCallback,
	desired: DesiredRegistration,
	login: Login,
	{ checkScope, ...waiting }: Deadline & { checkScope?: boolean } = {},
): Promise<Reasserted> {
	try {
		const data = await sendWithLogin(context, desired, event, login, {
			method: 'POST',
			path: '/v2/callbacks/update',
			body: {
				callbackId,
				url: registeredUrl(desired.address, event),
				event,
				status: 'Active',
				...loginFields(desired, login),
			},
			idempotent: true,
			...timeLimits(waiting),
		});
		const status = firstText(data, 'status')?.trim().toLowerCase() ?? '';
		const isDelivering = !NOT_DELIVERING.includes(status);
		return isDelivering && (!checkScope || hasScope(data, desired.scope)) ? 'live' : 'refused';
	} catch (error) {
		if (isNotFound(error)) return 'gone';
		if (error instanceof EcGridError && error.status === 400 && error.errorCode !== undefined)
			return 'refused';
		throw nodeError(context, error);
	}
}

/**
 * Has ECGrid call the webhook once, now. Throws if ECGrid couldn't, or got no successful response.
 * Page: rest-api/callbacks/test-callback.
 */
export async function testCallback(
	context: RegistrationContext,
	{ callbackId, event }: FoundCallback,
): Promise<void> {
	const result = await send(context, {
		method: 'POST',
		path: '/v2/callbacks/test',
		body: { callbackId },
		idempotent: false,
		returnsData: true,
		retryBudgetMs: SHORT_RETRY_BUDGET_MS,
	});
	const httpStatus = Number(firstSet(result, 'httpStatus') ?? 0);
	if (httpStatus >= 200 && httpStatus < 300) return;
	const responseBody = withoutLogins(firstText(result, 'responseBody') ?? '').slice(0, 200);
	throw nodeError(
		context,
		`ECGrid tested the callback for ${event} events and got ${httpStatus ? `the response HTTP ${httpStatus}` : 'no response'}${responseBody ? `: ${responseBody}` : ''}`,
		{
			description:
				'Check that N8N_WEBHOOK_URL is the public address of this n8n, and that the firewall and reverse proxy let ECGrid through.',
		},
	);
}

/** Deletes a callback. "Not found" counts as success. Page: rest-api/callbacks/delete-callback. */
export async function deleteCallback(context: RegistrationContext, callbackId: number): Promise<void> {
	try {
		await send(context, {
			method: 'DELETE',
			path: '/v2/callbacks',
			body: { callbackId },
			idempotent: true,
			retryBudgetMs: SHORT_RETRY_BUDGET_MS,
		});
	} catch (error) {
		if (!isNotFound(error)) throw nodeError(context, error);
	}
}
