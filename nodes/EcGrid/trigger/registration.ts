import type { IHookFunctions } from 'n8n-workflow';

import { ecGridOf } from '../transport/credential';
import { nodeError } from '../transport/failure';
import { messageOf } from '../transport/secrets';
import { addressOf, checkedAddress, defaultTestAddress, isAtAddress, registeredUrl } from './address';
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
	isOfTest,
	listeningTest,
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

const howToDelete = (callbackId: number) => `Callback → Delete, Callback ID ${callbackId}.`;

const toStoredCallback = (
	context: RegistrationContext,
	desired: DesiredRegistration,
	login: Login,
	ecGrid: string,
	{ callbackId, event, isQueueId }: FoundCallback,
): StoredCallback => ({
	callbackId,
	event,
	...(isQueueId && { isQueueId }),
	url: registeredUrl(desired.address, event),
	ecGrid,
	...desired.scope,
	owner: nodeFingerprint(context),
	authentication: desired.authentication,
	...(desired.authentication !== 'none' && { verifier: verifierOf(login) }),
});

const sameScope = (stored: StoredCallback, { scope }: DesiredRegistration) =>
	stored.mailboxId === scope.mailboxId && stored.networkId === scope.networkId;

/** Whether all desired callbacks are registered, and no others; an event may have more than one. */
const covers = (stored: StoredCallback[], desired: DesiredRegistration) =>
	stored.every((callback) => desired.events.includes(callback.event) && sameScope(callback, desired)) &&
	desired.events.every((event) => stored.some((callback) => callback.event === event));

/** The same, with one callback for each event. */
const coversExactly = (stored: StoredCallback[], desired: DesiredRegistration) =>
	stored.length === desired.events.length && covers(stored, desired);

async function removeOrLog(context: RegistrationContext, callbackId: number): Promise<boolean> {
	try {
		await deleteCallback(context, callbackId);
		return true;
	} catch (error) {
		context.logger.error(
			`ECGrid Trigger: couldn't delete callback ${callbackId} (${await messageOf(context, error)}). Delete it with the ECGrid node: ${howToDelete(callbackId)}`,
		);
		return false;
	}
}

/** Where a node is registered: its webhook URL, and the ECGrid of its credential, if that can be read. */
interface Place {
	address: string;
	ecGrid?: string;
}

/**
 * Forgets the callbacks that are registered elsewhere, without changing or deleting them. At another address, because
 * this n8n's data may be a copy, and the original still needs them. At another ECGrid, because here their IDs may
 * belong to somebody else.
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
				? `ECGrid Trigger: callback ${callbackId} is registered at ${callback.ecGrid}, but the Base URL of the credential is now ${ecGrid}. The trigger leaves it as it is. To delete it, use the ECGrid node with a credential for ${callback.ecGrid}: ${howToDelete(callbackId)}`
				: `ECGrid Trigger: callback ${callbackId} is registered at ${withoutLogin(url)}, but the webhook URL of this n8n is now ${withoutLogin(address)}. The trigger leaves it as it is, in case another n8n uses it. If none does, delete it with the ECGrid node: ${howToDelete(callbackId)}`,
		);
	}
}

/**
 * The node's test URL, where ECGrid may have a callback that couldn't be deleted after n8n listened for a test event; none
 * while n8n is listening there, or if n8n's settings give both URLs the same address.
 */
function idleTestAddress(context: RegistrationContext, address: string): string[] {
	if (context.getMode() === 'manual') return [];
	const { address: known = defaultTestAddress(address), isListening } = listeningTest(context);
	return known === undefined || known === address || isListening ? [] : [known];
}

interface Reconciling extends Deadline {
	/**
	 * Whether a failure deletes the callbacks that were created. Otherwise they stay, and the next round creates the
	 * rest.
	 */
	isAllOrNothing?: boolean;
	/** Whether to have ECGrid call each callback once. */
	tryItOut?: boolean;
	/** Whether to log what was created and deleted, because nobody is there to see it. */
	isUnattended?: boolean;
	isStopped?: () => boolean;
}

/**
 * Gives ECGrid the desired callbacks: one that delivers for each event, with this URL, scope and login. Takes over
 * existing callbacks (of several, the oldest, so that two processes of n8n choose the same one), creates missing ones
 * and deletes surplus ones. If ECGrid refuses to repair a callback, replaces it once, and then leaves it as it is.
 * Throws the first failure.
 */
async function reconcile(
	context: RegistrationContext,
	desired: DesiredRegistration,
	{ isAllOrNothing, tryItOut, isUnattended, isStopped, ...waiting }: Reconciling,
): Promise<void> {
	const login = await loginOf(context);
	const ecGrid = await ecGridOf(context);
	const own = callbacksAt(context, desired.address);
	const isOwn = ({ callbackId }: FoundCallback) => own.some((callback) => callback.callbackId === callbackId);
	let found: FoundCallback[] = [];
	let ofTests: FoundCallback[] = [];
	let unlisted: unknown;
	try {
		const addresses = [desired.address, ...(isAllOrNothing ? idleTestAddress(context, desired.address) : [])];
		[found = [], ofTests = []] = await findCallbacks(context, addresses, {
			...waiting,
			queueIds: own.some(hasQueueId),
		});
	} catch (error) {
		if (isAllOrNothing) throw nodeError(context, error);
		unlisted = error;
	}
	const candidates = [
		...own.filter((callback) => sameScope(callback, desired)),
		...found.filter((callback) => !isOwn(callback)),
	].sort((left, right) => left.callbackId - right.callbackId);

	const made: number[] = [];
	const gone = new Set<number>();
	const takenOverOrMade = async (event: string): Promise<FoundCallback> => {
		const refused: FoundCallback[] = [];
		for (const candidate of candidates.filter((callback) => callback.event === event)) {
			const checkScope = !isOwn(candidate);
			const outcome = await reassert(context, candidate, desired, login, { checkScope, ...waiting });
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
					`ECGrid Trigger: ECGrid doesn't repair callback ${left.callbackId} for ${event} events, and didn't repair the previous one, which was replaced. The trigger leaves it as it is. Check it with the ECGrid node: Callback Queue Entry → Get, Callback ID ${left.callbackId}.`,
				);
			}
			return left;
		}
		if (unlisted) throw unlisted;
		if (isStopped?.()) throw nodeError(context, 'The workflow was switched off');
		const created = await createCallback(context, desired, event, login, waiting);
		const { callbackId } = created;
		made.push(callbackId);
		if (isUnattended) {
			context.logger.warn(
				`ECGrid Trigger: a callback for ${event} events was missing at ECGrid, or couldn't be repaired. The trigger created callback ${callbackId}.`,
			);
		}
		return created;
	};
	const results = await Promise.allSettled(
		desired.events.map(async (event) => {
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
		if (result.status === 'fulfilled') return toStoredCallback(context, desired, login, ecGrid, result.value);
		return own.filter(({ callbackId, event }) => event === desired.events[index] && !gone.has(callbackId));
	});
	const surplus = new Set(idsOf([...own, ...found]));
	for (const { callbackId } of kept) surplus.delete(callbackId);
	// Surplus callbacks are deleted only once all desired ones exist.
	const stays = failed
		? own.filter(({ callbackId }) => surplus.has(callbackId) && !gone.has(callbackId))
		: [];
	setCallbacks(context, [...kept, ...stays]);
	setIncomplete(context, failed ? desired : undefined);
	if (failed) throw failed.reason;
	await Promise.all(idsOf(ofTests).map(async (callbackId) => await removeOrLog(context, callbackId)));
	await Promise.all(
		[...surplus].map(async (callbackId) => {
			if ((await removeOrLog(context, callbackId)) && isUnattended) {
				context.logger.warn(`ECGrid Trigger: deleted callback ${callbackId}, a second one for this webhook.`);
			}
		}),
	);
}

/** Re-asserts callbacks concurrently, remembers the outcomes, and forgets callbacks that are gone. */
async function reassertAll(
	context: RegistrationContext,
	own: StoredCallback[],
	desired: DesiredRegistration,
	waiting: Deadline,
): Promise<{ outcomes: Array<Reasserted | 'failed'>; failure?: unknown }> {
	const login = await loginOf(context);
	const ecGrid = await ecGridOf(context);
	const results = await Promise.allSettled(
		own.map(async (callback) => await reassert(context, callback, desired, login, waiting)),
	);
	const outcomes = results.map((result) => (result.status === 'fulfilled' ? result.value : 'failed'));
	setCallbacks(
		context,
		own.flatMap((callback, index) => {
			if (outcomes[index] === 'gone') return [];
			return outcomes[index] === 'live'
				? toStoredCallback(context, desired, login, ecGrid, callback)
				: callback;
		}),
	);
	return { outcomes, failure: results.find((result) => result.status === 'rejected')?.reason };
}

/** How long a hook waits for all of its requests to ECGrid together. While n8n starts, others wait too. */
const waitingAt = (starting: boolean): Deadline => (starting ? { deadline: Date.now() + 5_000 } : {});

const NO_ANSWER = new Error("ECGrid didn't answer a moment ago");

/**
 * n8n's `checkExists`: whether all callbacks that this node should have are registered and in order. Repairs those that
 * aren't. While n8n is starting, only ECGrid's own “not found” changes the stored callbacks: an outage of ECGrid, a
 * rate limit or a revoked key takes no working trigger down, and an outage holds up no other trigger. At any other
 * time, failures are thrown.
 */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	return await runExclusive(nodeFingerprint(context), async () => {
		const starting = isN8nStarting(context);
		const keep = async (error: unknown) => {
			const ids = idsOf(callbacksOf(context));
			context.logger.warn(
				`ECGrid Trigger: couldn't check callbacks ${ids.join(', ')} at the start of n8n and keeps them as they are (${await messageOf(context, error)}).`,
			);
			return ids.length > 0;
		};
		let desired: DesiredRegistration | undefined;
		try {
			const address = await checkedAddress(context);
			noteRegistering(context, address);
			desired = desiredRegistration(context, address);
			forgetElsewhere(context, { address, ecGrid: await ecGridOf(context) });
			const own = callbacksAt(context, address);
			if (!coversExactly(own, desired)) return false;
			if (starting && (await isCircuitOpen(context))) throw NO_ANSWER;
			const { outcomes, failure } = await reassertAll(context, own, desired, waitingAt(starting));
			if (starting) await recordOutcome(context, failure);
			if (failure && !starting) throw nodeError(context, failure);
			if (outcomes.includes('gone')) return false;
			if (outcomes.every((outcome) => outcome === 'live')) return true;
			if (!starting) return false;
			setIncomplete(context, desired);
			return failure ? await keep(failure) : true;
		} catch (error) {
			if (!starting) throw nodeError(context, error);
			setIncomplete(context, desired);
			return await keep(error);
		}
	});
}

/**
 * n8n's `create`: registers all callbacks that this node should have, or none, and tests them if the person chose that.
 * While n8n is starting, it never throws, because n8n would then have every working callback removed: callbacks that
 * were created stay, and the schedule creates the rest.
 */
export async function register(context: IHookFunctions): Promise<void> {
	await runExclusive(nodeFingerprint(context), async () => {
		const starting = isN8nStarting(context);
		let desired: DesiredRegistration | undefined;
		try {
			const address = await checkedAddress(context);
			noteRegistering(context, address);
			desired = desiredRegistration(context, address);
			forgetElsewhere(context, { address, ecGrid: await ecGridOf(context) });
			if (starting) {
				if (await isCircuitOpen(context)) throw NO_ANSWER;
				await reconcile(context, desired, { ...waitingAt(starting), isUnattended: true });
				await recordOutcome(context, undefined);
				return;
			}
			const { testOnActivation } = settingsOf(context);
			await reconcile(context, desired, { isAllOrNothing: true, tryItOut: testOnActivation });
		} catch (error) {
			if (!starting) throw nodeError(context, error);
			if (error !== NO_ANSWER) await recordOutcome(context, error);
			setIncomplete(context, desired);
			context.logger.warn(
				`ECGrid Trigger: couldn't register everything at the start of n8n (${await messageOf(context, error)}). Registered callbacks stay${desired ? ', and the schedule retries the rest' : '. Publish the workflow again once that is fixed'}.`,
			);
		}
	});
}

/**
 * Repairs a running trigger's callbacks, for the schedule of `trigger()`. Does nothing before the first registration,
 * once the trigger has been stopped, or if the node was changed meanwhile: then n8n calls the hooks.
 */
export async function heal(context: RegistrationContext, isStopped: () => boolean): Promise<void> {
	await runExclusive(nodeFingerprint(context), async () => {
		const address = registeredAddress(context);
		if (address === undefined || isStopped()) return;
		const own = callbacksAt(context, address);
		const desired = desiredRegistration(context, address);
		if (!isIncomplete(context, desired) && !covers(own, desired)) return;
		forgetElsewhere(context, { address, ecGrid: await ecGridOf(context) });
		await reconcile(context, desired, { isUnattended: true, isStopped });
	});
}

/** The context of a hook, in the mode of a test. */
const asTest = (context: IHookFunctions): IHookFunctions =>
	Object.create(context, { getMode: { value: () => 'manual' } }) as IHookFunctions;

/**
 * n8n's `delete`: deletes every callback of this node, those that it remembers and those that ECGrid has for exactly
 * its URL, or for the test URL that nobody listens at. Never throws, so that a workflow can always be switched off. A callback that couldn't be deleted is logged
 * with its ID, and remembered.
 */
export async function unregister(hook: IHookFunctions): Promise<void> {
	await runExclusive(nodeFingerprint(hook), async () => {
		const address = addressOf(hook);
		const context = isOfTest(hook) ? asTest(hook) : hook;
		noteUnregistered(context, address);
		const ecGrid = await ecGridOf(context).catch(() => undefined);
		forgetElsewhere(context, { address, ecGrid });
		const own = callbacksAt(context, address);
		let found: FoundCallback[] = [];
		try {
			if (address) {
				const addresses = [address, ...idleTestAddress(context, address)];
				found = (await findCallbacks(context, addresses, { queueIds: own.some(hasQueueId) })).flat();
			}
		} catch (error) {
			context.logger.warn(
				`ECGrid Trigger: couldn't list the callbacks of this webhook (${await messageOf(context, error)}). The trigger deletes only those that it remembers.`,
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
