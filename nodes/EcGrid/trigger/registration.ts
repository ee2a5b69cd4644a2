import type { IHookFunctions } from 'n8n-workflow';

import { ecGridOf } from '../transport/credential';
import { nodeError } from '../transport/failure';
import { messageOf } from '../transport/secrets';
import { addressOf, checkedAddress, isAtAddress, registeredUrl } from './address';
import { withoutLogin } from '../transport/logins';
import {
	createCallback,
	findCallbacks,
	reassert,
	deleteCallback,
	testCallback,
	type FoundCallback,
	type Reasserted,
	type Deadline,
} from './callbacks';
import { forgetGiven, loginOf, verifierOf, type Login } from './login';
import { nodeFingerprint } from '../runtime/nodeFingerprint';
import { runExclusive } from './mutex';
import {
	callbacksAt,
	callbacksOf,
	forgetNoted,
	isFirstTime,
	isIncomplete,
	noteRegistering,
	noteUnregistered,
	registeredAddress,
	setCallbacks,
	setIncomplete,
	type StoredCallback,
} from './registrationState';
import { settingsOf } from './settings';
import { isCircuitOpen, recordOutcome } from '../runtime/circuitBreaker';
import { isN8nStarting } from '../runtime/activation';
import {
	desiredRegistration,
	type RegistrationContext,
	type DesiredRegistration,
} from './desiredRegistration';

const idsOf = (callbacks: FoundCallback[]) => callbacks.map(({ callbackId }) => callbackId);

const hasQueueId = ({ isQueueId }: FoundCallback) => isQueueId === true;

const howToDelete = (callbackId: number) =>
	`Delete it with the ECGrid node: Callback → Delete, Callback ID ${callbackId}.`;

const toStoredCallback = (
	context: RegistrationContext,
	wanted: DesiredRegistration,
	login: Login,
	ecGrid: string,
	{ callbackId, event, isQueueId }: FoundCallback,
): StoredCallback => ({
	callbackId,
	event,
	...(isQueueId && { isQueueId }),
	url: registeredUrl(wanted.address, event),
	ecGrid,
	...wanted.scope,
	owner: nodeFingerprint(context),
	authentication: wanted.authentication,
	...(wanted.authentication !== 'none' && { verifier: verifierOf(login) }),
});

const sameScope = (stored: StoredCallback, { scope }: DesiredRegistration) =>
	stored.mailboxId === scope.mailboxId && stored.networkId === scope.networkId;

/** Whether everything that should be registered is, and nothing else; an event may have more than one callback. */
const covers = (stored: StoredCallback[], wanted: DesiredRegistration) =>
	stored.every((callback) => wanted.events.includes(callback.event) && sameScope(callback, wanted)) &&
	wanted.events.every((event) => stored.some((callback) => callback.event === event));

/** The same, with one callback for each event. */
const coversExactly = (stored: StoredCallback[], wanted: DesiredRegistration) =>
	stored.length === wanted.events.length && covers(stored, wanted);

async function removeOrLog(context: RegistrationContext, callbackId: number): Promise<boolean> {
	try {
		await deleteCallback(context, callbackId);
		return true;
	} catch (error) {
		context.logger.error(
			`ECGrid Trigger: callback ${callbackId} could not be deleted (${await messageOf(context, error)}). ${howToDelete(callbackId)}`,
		);
		return false;
	}
}

/** Where a node is registered: at its webhook URL, and with the ECGrid of its credential, if that can be read. */
interface Place {
	address: string;
	ecGrid?: string;
}

/**
 * Forgets the callbacks that are registered elsewhere: at another address, because this n8n may be a copy of another
 * one's data, which still needs them; or with another ECGrid, where their IDs are, and which here may be those of
 * somebody else. They are neither changed nor deleted.
 */
function forgetElsewhere(context: RegistrationContext, { address, ecGrid }: Place): void {
	const stored = callbacksOf(context);
	const isOthers = (callback: StoredCallback) =>
		ecGrid !== undefined && callback.ecGrid !== undefined && callback.ecGrid !== ecGrid;
	const elsewhere = stored.filter((callback) => isOthers(callback) || !isAtAddress(address, callback.url));
	if (elsewhere.length === 0) return;
	setCallbacks(
		context,
		stored.filter((callback) => !elsewhere.includes(callback)),
		{ isOpen: true },
	);
	for (const callback of elsewhere) {
		const { callbackId, url } = callback;
		context.logger.warn(
			isOthers(callback)
				? `ECGrid Trigger: callback ${callbackId} is registered at ${callback.ecGrid}, and the Base URL of the credential is ${ecGrid} now. It is left as it is. To delete it: ECGrid node with a credential for ${callback.ecGrid}, Callback → Delete, Callback ID ${callbackId}.`
				: `ECGrid Trigger: callback ${callbackId} is registered at ${withoutLogin(url)}, and the webhook URL of this n8n is ${withoutLogin(address)} now. It is left as it is, in case another n8n uses it. If none does: ${howToDelete(callbackId)}`,
		);
	}
}

interface Reconciling extends Deadline {
	/** On a failure, delete what was made. Otherwise what is there stays, and the next round makes the rest. */
	isAllOrNothing?: boolean;
	/** Have ECGrid call each callback once. */
	tryItOut?: boolean;
	/** Says in the log what was made and deleted: nobody is there to see it. */
	isUnattended?: boolean;
	isStopped?: () => boolean;
}

/**
 * Makes what ECGrid has into what is wanted: one delivering callback for each event, with this URL, scope and login.
 * Takes over what is there (of several, the oldest, so that two processes of n8n choose the same one), creates what is
 * missing, deletes what is too much. A callback that ECGrid refuses to set right is replaced once, and then left as it is.
 * Throws the first failure.
 */
async function reconcile(
	context: RegistrationContext,
	wanted: DesiredRegistration,
	{ isAllOrNothing, tryItOut, isUnattended, isStopped, ...waiting }: Reconciling,
): Promise<void> {
	const login = await loginOf(context);
	const ecGrid = await ecGridOf(context);
	const own = callbacksAt(context, wanted.address);
	const isOwn = ({ callbackId }: FoundCallback) => own.some((callback) => callback.callbackId === callbackId);
	let found: FoundCallback[] = [];
	let unlisted: unknown;
	try {
		found = await findCallbacks(context, wanted.address, { ...waiting, queueIds: own.some(hasQueueId) });
	} catch (error) {
		if (isAllOrNothing) throw nodeError(context, error);
		unlisted = error;
	}
	const candidates = [
		...own.filter((callback) => sameScope(callback, wanted)),
		...found.filter((callback) => !isOwn(callback)),
	].sort((left, right) => left.callbackId - right.callbackId);

	const made: number[] = [];
	const gone = new Set<number>();
	const takenOverOrMade = async (event: string): Promise<FoundCallback> => {
		const refused: FoundCallback[] = [];
		for (const candidate of candidates.filter((callback) => callback.event === event)) {
			const checkScope = !isOwn(candidate);
			const outcome = await reassert(context, candidate, wanted, login, { checkScope, ...waiting });
			if (outcome === 'live') {
				forgetNoted(context, `replaced ${event}`, `left ${candidate.callbackId}`);
				return candidate;
			}
			if (outcome === 'gone') gone.add(candidate.callbackId);
			else if (isOwn(candidate)) refused.push(candidate);
		}
		const [left] = refused;
		if (left && isUnattended && !isFirstTime(context, `replaced ${event}`)) {
			if (isFirstTime(context, `left ${left.callbackId}`)) {
				context.logger.warn(
					`ECGrid Trigger: ECGrid does not set callback ${left.callbackId} for ${event} events right, nor the one before it, which was replaced. It is left as it is. Look at it with the ECGrid node: Callback Queue Entry → Get, Callback ID ${left.callbackId}.`,
				);
			}
			return left;
		}
		if (unlisted) throw unlisted;
		if (isStopped?.()) throw nodeError(context, 'The workflow was switched off');
		const created = await createCallback(context, wanted, event, login, waiting);
		const { callbackId } = created;
		made.push(callbackId);
		if (isUnattended) {
			context.logger.warn(
				`ECGrid Trigger: a callback for ${event} events was missing at ECGrid, or could not be set right. Callback ${callbackId} was made.`,
			);
		}
		return created;
	};
	const results = await Promise.allSettled(
		wanted.events.map(async (event) => {
			const callback = await takenOverOrMade(event);
			if (tryItOut) await testCallback(context, callback);
			return callback;
		}),
	);
	const failed = results.find((result) => result.status === 'rejected');
	if (failed && isAllOrNothing) {
		await Promise.all(made.map(async (callbackId) => await removeOrLog(context, callbackId)));
		throw failed.reason;
	}

	const kept = results.flatMap((result, index) => {
		if (result.status === 'fulfilled') return toStoredCallback(context, wanted, login, ecGrid, result.value);
		return own.filter(({ callbackId, event }) => event === wanted.events[index] && !gone.has(callbackId));
	});
	const surplus = new Set(idsOf([...own, ...found]));
	for (const { callbackId } of kept) surplus.delete(callbackId);
	// What is too much is deleted only once everything that should be there is.
	const stays = failed
		? own.filter(({ callbackId }) => surplus.has(callbackId) && !gone.has(callbackId))
		: [];
	setCallbacks(context, [...kept, ...stays]);
	setIncomplete(context, failed ? wanted : undefined);
	if (failed) throw failed.reason;
	await Promise.all(
		[...surplus].map(async (callbackId) => {
			if ((await removeOrLog(context, callbackId)) && isUnattended) {
				context.logger.warn(
					`ECGrid Trigger: callback ${callbackId}, a second one for this webhook, was deleted.`,
				);
			}
		}),
	);
}

/** Re-asserts callbacks, side by side, and remembers what was learned: what is gone is forgotten. */
async function reassertAll(
	context: RegistrationContext,
	own: StoredCallback[],
	wanted: DesiredRegistration,
	waiting: Deadline,
): Promise<{ outcomes: Array<Reasserted | 'failed'>; failure?: unknown }> {
	const login = await loginOf(context);
	const ecGrid = await ecGridOf(context);
	const results = await Promise.allSettled(
		own.map(async (callback) => await reassert(context, callback, wanted, login, waiting)),
	);
	const outcomes = results.map((result) => (result.status === 'fulfilled' ? result.value : 'failed'));
	setCallbacks(
		context,
		own.flatMap((callback, index) => {
			if (outcomes[index] === 'gone') return [];
			return outcomes[index] === 'live'
				? toStoredCallback(context, wanted, login, ecGrid, callback)
				: callback;
		}),
	);
	return { outcomes, failure: results.find((result) => result.status === 'rejected')?.reason };
}

/** How long a hook waits for ECGrid, all of its requests together. While n8n starts, others wait, too. */
const waitingAt = (starting: boolean): Deadline => (starting ? { deadline: Date.now() + 5_000 } : {});

const NO_ANSWER = new Error('ECGrid did not answer a moment ago');

/**
 * n8n's `checkExists`: whether everything that this node should have registered is registered and in order.
 * Sets right what drifted. While n8n is starting, nothing but ECGrid's own “not found” changes what is stored: an outage
 * of ECGrid, a rate limit or a revoked key takes no working trigger down, and an outage keeps no other trigger waiting.
 * At any other time failures are thrown.
 */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	return await runExclusive(nodeFingerprint(context), async () => {
		const starting = isN8nStarting(context);
		const keep = async (error: unknown) => {
			const ids = idsOf(callbacksOf(context));
			context.logger.warn(
				`ECGrid Trigger: the callbacks ${ids.join(', ')} could not be checked at the start of n8n and are kept as they are (${await messageOf(context, error)}).`,
			);
			return ids.length > 0;
		};
		let wanted: DesiredRegistration | undefined;
		try {
			const address = await checkedAddress(context);
			noteRegistering(context, address);
			wanted = desiredRegistration(context, address);
			forgetElsewhere(context, { address, ecGrid: await ecGridOf(context) });
			const own = callbacksAt(context, address);
			if (!coversExactly(own, wanted)) return false;
			if (starting && (await isCircuitOpen(context))) throw NO_ANSWER;
			const { outcomes, failure } = await reassertAll(context, own, wanted, waitingAt(starting));
			if (starting) await recordOutcome(context, failure);
			if (failure && !starting) throw nodeError(context, failure);
			if (outcomes.includes('gone')) return false;
			if (outcomes.every((outcome) => outcome === 'live')) return true;
			if (!starting) return false;
			setIncomplete(context, wanted);
			return failure ? await keep(failure) : true;
		} catch (error) {
			if (!starting) throw nodeError(context, error);
			setIncomplete(context, wanted);
			return await keep(error);
		}
	});
}

/**
 * n8n's `create`: registers what the node should have registered, all or nothing, and tries it out if the person asked
 * for that. While n8n is starting it never throws, because n8n would then have everything removed that still works: what
 * could be made stays, and the schedule makes the rest.
 */
export async function register(context: IHookFunctions): Promise<void> {
	await runExclusive(nodeFingerprint(context), async () => {
		const starting = isN8nStarting(context);
		let wanted: DesiredRegistration | undefined;
		try {
			const address = await checkedAddress(context);
			noteRegistering(context, address);
			wanted = desiredRegistration(context, address);
			forgetElsewhere(context, { address, ecGrid: await ecGridOf(context) });
			if (starting) {
				if (await isCircuitOpen(context)) throw NO_ANSWER;
				await reconcile(context, wanted, { ...waitingAt(starting), isUnattended: true });
				await recordOutcome(context, undefined);
				return;
			}
			const { testOnActivation } = settingsOf(context);
			await reconcile(context, wanted, { isAllOrNothing: true, tryItOut: testOnActivation });
		} catch (error) {
			if (!starting) throw nodeError(context, error);
			if (error !== NO_ANSWER) await recordOutcome(context, error);
			setIncomplete(context, wanted);
			context.logger.warn(
				`ECGrid Trigger: not everything could be registered at the start of n8n (${await messageOf(context, error)}). What is registered stays${wanted ? ', and the rest is tried again on schedule' : '. Publish the workflow again once that is mended'}.`,
			);
		}
	});
}

/**
 * Sets a running trigger's callbacks right, for the schedule of `trigger()`. Does nothing before the first
 * registration, once the trigger has been stopped, or when the node was changed meanwhile: then n8n calls the hooks.
 */
export async function heal(context: RegistrationContext, isStopped: () => boolean): Promise<void> {
	await runExclusive(nodeFingerprint(context), async () => {
		const address = registeredAddress(context);
		if (address === undefined || isStopped()) return;
		const own = callbacksAt(context, address);
		const wanted = desiredRegistration(context, address);
		if (!isIncomplete(context, wanted) && !covers(own, wanted)) return;
		forgetElsewhere(context, { address, ecGrid: await ecGridOf(context) });
		await reconcile(context, wanted, { isUnattended: true, isStopped });
	});
}

/**
 * n8n's `delete`: removes every callback of this node, those that it remembers and those that ECGrid has for
 * exactly its URL. Never throws, so that a workflow can always be switched off; what could not be removed is
 * logged with its id, and remembered.
 */
export async function unregister(context: IHookFunctions): Promise<void> {
	await runExclusive(nodeFingerprint(context), async () => {
		const address = addressOf(context);
		noteUnregistered(context, address);
		const ecGrid = await ecGridOf(context).catch(() => undefined);
		forgetElsewhere(context, { address, ecGrid });
		const own = callbacksAt(context, address);
		let found: FoundCallback[] = [];
		try {
			if (address) found = await findCallbacks(context, address, { queueIds: own.some(hasQueueId) });
		} catch (error) {
			context.logger.warn(
				`ECGrid Trigger: the callbacks of this webhook could not be listed (${await messageOf(context, error)}); only those that the node remembers are deleted.`,
			);
		}
		const ids = [...new Set(idsOf([...own, ...found]))];
		const removed = await Promise.all(ids.map(async (callbackId) => await removeOrLog(context, callbackId)));
		setCallbacks(
			context,
			own.filter(({ callbackId }) => !removed[ids.indexOf(callbackId)]),
		);
		if (context.getMode() !== 'manual' && removed.every(Boolean)) forgetGiven(nodeFingerprint(context));
	});
}
