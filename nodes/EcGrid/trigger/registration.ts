import type { IHookFunctions } from 'n8n-workflow';

import { nodeError } from '../transport/failure';
import { addressOf, addressOfUrl, checkedAddress, registeredUrl } from './address';
import {
	createCallback,
	findCallbacks,
	reassert,
	remove,
	tryOut,
	type FoundCallback,
	type Reasserted,
} from './callbacks';
import { exclusively } from './exclusive';
import { loginOf, ownerOf, verifierOf, type Login } from './login';
import { isSilent, noteAnswer } from './silence';
import { store, storedBy, type StoredCallback } from './stored';
import { wantedBy, type RegistrationContext, type Wanted } from './wanted';

/** Which registrations n8n has taken off: a schedule that has not heard of it yet must not bring them back. */
const takenOff = new Set<string>();

const registrationOf = (context: RegistrationContext, address: string) => `${ownerOf(context)} ${address}`;

const idsOf = (callbacks: FoundCallback[]) => callbacks.map(({ callbackId }) => callbackId);

const messageOf = (error: unknown) => (error as Error).message;

/** Whether n8n is only coming up again with workflows that were published before. */
const isStarting = (context: RegistrationContext) =>
	['init', 'leadershipChange'].includes(context.getActivationMode());

const remembered = (
	context: RegistrationContext,
	wanted: Wanted,
	login: Login,
	{ callbackId, event }: FoundCallback,
): StoredCallback => ({
	callbackId,
	event,
	url: registeredUrl(wanted.address, event),
	...wanted.scope,
	owner: ownerOf(context),
	authentication: wanted.authentication,
	...(wanted.authentication !== 'none' && { verifier: verifierOf(login) }),
});

const sameScope = (stored: StoredCallback, { scope }: Wanted) =>
	stored.mailboxId === scope.mailboxId && stored.networkId === scope.networkId;

const coversExactly = (stored: StoredCallback[], wanted: Wanted) =>
	stored.length === wanted.events.length &&
	wanted.events.every((event) => stored.some((callback) => callback.event === event)) &&
	stored.every((callback) => sameScope(callback, wanted));

async function removeOrLog(context: RegistrationContext, callbackId: number): Promise<boolean> {
	try {
		await remove(context, callbackId);
		return true;
	} catch (error) {
		context.logger.error(
			`ECGrid Trigger: callback ${callbackId} could not be deleted (${messageOf(error)}). Delete it with the ECGrid node: Callback → Delete, Callback ID ${callbackId}.`,
		);
		return false;
	}
}

/** Re-asserts all stored callbacks, side by side, and remembers what was learned: what is gone is forgotten. */
async function reassertAll(
	context: RegistrationContext,
	stored: StoredCallback[],
	wanted: Wanted,
	quick = false,
): Promise<{ outcomes: Array<Reasserted | 'failed'>; failure?: unknown }> {
	const login = await loginOf(context);
	const results = await Promise.allSettled(
		stored.map(async (callback) => await reassert(context, callback, wanted, login, { quick })),
	);
	const outcomes = results.map((result) => (result.status === 'fulfilled' ? result.value : 'failed'));
	store(
		context,
		stored.flatMap((callback, index) => {
			if (outcomes[index] === 'gone') return [];
			return outcomes[index] === 'live' ? remembered(context, wanted, login, callback) : callback;
		}),
	);
	return { outcomes, failure: results.find((result) => result.status === 'rejected')?.reason };
}

/**
 * Makes what ECGrid has into what is wanted: one active callback for each event, with this URL, scope and login.
 * Takes over what is there, creates what is missing, deletes what is too much. All or nothing: on a failure it
 * deletes what it made, and throws.
 */
async function reconcile(context: RegistrationContext, wanted: Wanted, tryItOut: boolean): Promise<void> {
	const login = await loginOf(context);
	const stored = storedBy(context);
	const found = await findCallbacks(context, wanted.address);
	const known: FoundCallback[] = [
		...stored.filter((callback) => sameScope(callback, wanted)),
		...found.filter(({ callbackId }) => !stored.some((callback) => callback.callbackId === callbackId)),
	];

	const made: number[] = [];
	const takenOverOrMade = async (event: string): Promise<FoundCallback> => {
		for (const candidate of known.filter((callback) => callback.event === event)) {
			const checkScope = !stored.some(({ callbackId }) => callbackId === candidate.callbackId);
			const outcome = await reassert(context, candidate, wanted, login, { checkScope });
			if (outcome === 'live') return candidate;
		}
		const callbackId = await createCallback(context, wanted, event, login);
		made.push(callbackId);
		return { callbackId, event };
	};
	const registered = await Promise.allSettled(
		wanted.events.map(async (event) => {
			const callback = await takenOverOrMade(event);
			if (tryItOut) await tryOut(context, callback);
			return callback;
		}),
	);

	const failed = registered.find((result) => result.status === 'rejected');
	if (failed) {
		await Promise.all(made.map(async (callbackId) => await removeOrLog(context, callbackId)));
		throw failed.reason;
	}

	const kept = registered.map((result) => (result as PromiseFulfilledResult<FoundCallback>).value);
	store(
		context,
		kept.map((callback) => remembered(context, wanted, login, callback)),
	);
	const surplus = new Set(idsOf([...stored, ...found]));
	for (const { callbackId } of kept) surplus.delete(callbackId);
	await Promise.all([...surplus].map(async (callbackId) => await removeOrLog(context, callbackId)));
}

/**
 * n8n's `checkExists`: whether everything that this node should have registered is registered and in order.
 * Sets right what drifted. While n8n is starting, nothing but "not found" changes what is stored: an outage of
 * ECGrid, a rate limit or a revoked key takes no working trigger down, and an outage keeps no other trigger waiting.
 * At any other time failures are thrown.
 */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	return await exclusively(ownerOf(context), async () => {
		takenOff.delete(registrationOf(context, addressOf(context)));
		const stored = storedBy(context);
		if (stored.length === 0) return false;
		const starting = isStarting(context);
		const keep = (error: unknown) => {
			context.logger.warn(
				`ECGrid Trigger: the callbacks ${idsOf(stored).join(', ')} could not be checked at the start of n8n and are kept as they are (${messageOf(error)}).`,
			);
			return true;
		};
		try {
			const wanted = wantedBy(context, await checkedAddress(context));
			if (!coversExactly(stored, wanted)) return false;
			if (starting && (await isSilent(context))) return keep(new Error('ECGrid did not answer a moment ago'));
			const { outcomes, failure } = await reassertAll(context, stored, wanted, starting);
			if (starting) await noteAnswer(context, failure);
			if (failure && !starting) throw nodeError(context, failure);
			if (outcomes.includes('gone')) return false;
			if (failure) return keep(failure);
			return starting || outcomes.every((outcome) => outcome === 'live');
		} catch (error) {
			if (!starting) throw nodeError(context, error);
			return keep(error);
		}
	});
}

/** n8n's `create`: registers what the node should have registered, and tries it out if the person asked for that. */
export async function register(context: IHookFunctions): Promise<void> {
	await exclusively(ownerOf(context), async () => {
		takenOff.delete(registrationOf(context, addressOf(context)));
		const { testOnActivation } = context.getNodeParameter('options', {}) as { testOnActivation?: boolean };
		await reconcile(context, wantedBy(context, await checkedAddress(context)), testOnActivation ?? false);
	});
}

/**
 * Sets a running trigger's callbacks right, for the schedule of `trigger()`. Does nothing before the first
 * registration, once the trigger has been stopped, or when the node was changed meanwhile: then n8n calls the hooks.
 */
export async function heal(context: RegistrationContext, isStopped: () => boolean): Promise<void> {
	await exclusively(ownerOf(context), async () => {
		const stored = storedBy(context);
		const [first] = stored;
		if (!first || isStopped()) return;
		const address = addressOfUrl(first.url);
		if (takenOff.has(registrationOf(context, address))) return;
		const wanted = wantedBy(context, address);
		if (!coversExactly(stored, wanted)) return;
		try {
			const { outcomes, failure } = await reassertAll(context, stored, wanted);
			if (failure) throw nodeError(context, failure);
			if (!isStopped() && outcomes.some((outcome) => outcome !== 'live')) {
				await reconcile(context, wanted, false);
			}
		} catch (error) {
			store(context, stored);
			throw nodeError(context, error);
		}
	});
}

/**
 * n8n's `delete`: removes every callback of this node, those that it remembers and those that ECGrid has for
 * exactly its URL. Never throws, so that a workflow can always be switched off; what could not be removed is
 * logged with its id, and remembered.
 */
export async function unregister(context: IHookFunctions): Promise<void> {
	await exclusively(ownerOf(context), async () => {
		const address = addressOf(context);
		takenOff.add(registrationOf(context, address));
		const stored = storedBy(context);
		let found: FoundCallback[] = [];
		try {
			if (address) found = await findCallbacks(context, address);
		} catch (error) {
			context.logger.warn(
				`ECGrid Trigger: the callbacks of this webhook could not be listed (${messageOf(error)}); only those that the node remembers are deleted.`,
			);
		}
		const ids = [...new Set(idsOf([...stored, ...found]))];
		const removed = await Promise.all(ids.map(async (callbackId) => await removeOrLog(context, callbackId)));
		store(
			context,
			stored.filter(({ callbackId }) => !removed[ids.indexOf(callbackId)]),
		);
	});
}
