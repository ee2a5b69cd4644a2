import type { IHookFunctions } from 'n8n-workflow';

import { nodeError } from '../transport/failure';
import { addressOf, registeredUrl } from './address';
import { createCallback, findCallbacks, reassert, remove, type FoundCallback } from './callbacks';
import { loginOf, ownerOf, verifierOf, type Login } from './login';
import { store, storedBy, type StoredCallback } from './stored';
import { wantedBy, type Wanted } from './wanted';

const QUICK = 5_000;

const messageOf = (error: unknown) => (error as Error).message;

/** Whether n8n is only coming up again with workflows that were published before. */
const isStarting = (context: IHookFunctions) =>
	['init', 'leadershipChange'].includes(context.getActivationMode());

const remembered = (
	context: IHookFunctions,
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

async function removeOrLog(context: IHookFunctions, callbackId: number): Promise<boolean> {
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

/**
 * n8n's `checkExists`: whether everything that this node should have registered is registered and in order.
 * Sets right what drifted. While n8n is starting, nothing but "not found" changes what is stored: an outage of
 * ECGrid, a rate limit or a revoked key takes no working trigger down. At any other time failures are thrown.
 */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const stored = storedBy(context);
	if (stored.length === 0) return false;
	const starting = isStarting(context);

	const check = async (): Promise<boolean> => {
		const wanted = await wantedBy(context);
		if (!coversExactly(stored, wanted)) return false;
		const login = await loginOf(context);
		const results = await Promise.allSettled(
			stored.map(
				async (callback) => await reassert(context, callback, wanted, login, starting ? QUICK : undefined),
			),
		);
		const outcomeOf = (index: number) => {
			const result = results[index]!;
			return result.status === 'fulfilled' ? result.value : 'failed';
		};
		const live = new Set(stored.filter((_, index) => outcomeOf(index) === 'live'));
		const kept = stored.filter((_, index) => outcomeOf(index) !== 'gone');
		store(
			context,
			kept.map((callback) => (live.has(callback) ? remembered(context, wanted, login, callback) : callback)),
		);
		const failed = results.find((result) => result.status === 'rejected');
		if (failed && !starting) throw failed.reason;
		if (failed) logKept(failed.reason);
		return kept.length === stored.length && (starting || live.size === stored.length);
	};

	const logKept = (error: unknown) =>
		context.logger.warn(
			`ECGrid Trigger: the callbacks ${stored.map(({ callbackId }) => callbackId).join(', ')} could not be checked at the start of n8n and are kept as they are (${messageOf(error)}).`,
		);

	try {
		return await check();
	} catch (error) {
		if (!starting) throw nodeError(context, error);
		logKept(error);
		return true;
	}
}

/**
 * n8n's `create`: afterwards ECGrid has exactly one active callback for each chosen event, with this node's URL,
 * scope and login. Takes over what is there already (n8n died before it could save; the node was renamed), creates
 * what is missing, deletes what is too much. All or nothing: on a failure it deletes what it made, and throws.
 */
export async function register(context: IHookFunctions): Promise<void> {
	const wanted = await wantedBy(context);
	const login = await loginOf(context);
	const stored = storedBy(context);
	const found = await findCallbacks(context, wanted.address);
	const known: FoundCallback[] = [
		...stored.filter((callback) => sameScope(callback, wanted)),
		...found.filter(({ callbackId }) => !stored.some((callback) => callback.callbackId === callbackId)),
	];

	const made: number[] = [];
	const registered = await Promise.allSettled(
		wanted.events.map(async (event): Promise<FoundCallback> => {
			for (const candidate of known.filter((callback) => callback.event === event)) {
				if ((await reassert(context, candidate, wanted, login)) === 'live') return candidate;
			}
			const callbackId = await createCallback(context, wanted, event, login);
			made.push(callbackId);
			return { callbackId, event };
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
	const surplus = new Set([...stored, ...found].map(({ callbackId }) => callbackId));
	for (const { callbackId } of kept) surplus.delete(callbackId);
	await Promise.all([...surplus].map(async (callbackId) => await removeOrLog(context, callbackId)));
}

/**
 * n8n's `delete`: removes every callback of this node, those that it remembers and those that ECGrid has for
 * exactly its URL. Never throws, so that a workflow can always be switched off; what could not be removed is
 * logged with its id, and remembered.
 */
export async function unregister(context: IHookFunctions): Promise<void> {
	const stored = storedBy(context);
	let found: FoundCallback[] = [];
	try {
		const address = addressOf(context);
		if (address) found = await findCallbacks(context, address);
	} catch (error) {
		context.logger.warn(
			`ECGrid Trigger: the callbacks of this webhook could not be listed (${messageOf(error)}); only those that the node remembers are deleted.`,
		);
	}
	const ids = [...new Set([...stored, ...found].map(({ callbackId }) => callbackId))];
	const removed = await Promise.all(ids.map(async (callbackId) => await removeOrLog(context, callbackId)));
	store(
		context,
		stored.filter(({ callbackId }) => !removed[ids.indexOf(callbackId)]),
	);
}
